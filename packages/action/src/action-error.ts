/** The error that stopped the action itself, with a message and the next step. */
export class ActionError extends Error {
  override readonly name = "ActionError";
  readonly next: string;
  readonly exitCode: 1 | 4 | 5;

  /** `exitCode`: 5 for a wrong input, 4 if nothing may be applied, else 1. */
  constructor(exitCode: 1 | 4 | 5, message: string, next: string) {
    super(message);
    this.exitCode = exitCode;
    this.next = next;
  }
}
