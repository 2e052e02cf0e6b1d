/** A mistake of the person who starts an emulator, with what to do about it. */
export class EmulatorError extends Error {
  override readonly name = "EmulatorError";
  readonly code: "seed" | "state-file" | "port-unavailable";
  /** One sentence. */
  readonly next: string;

  constructor(code: EmulatorError["code"], message: string, next: string) {
    super(message);
    this.code = code;
    this.next = next;
  }
}
