/** What stopped the action itself, told as message and next step. */
export class ActionError extends Error {
  override readonly name = "ActionError";
  readonly next: string;
  readonly exitCode: 1 | 5;

  /** `exitCode`: 5 where an input is wrong, 1 where the world is. */
  constructor(exitCode: 1 | 5, message: string, next: string) {
    super(message);
    this.exitCode = exitCode;
    this.next = next;
  }
}
