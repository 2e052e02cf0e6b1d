import { visibleLines } from "@skyvia-schedules/core/hidden-text";

/** An error that the engine shows as its message alone, with the next step and without a stack. */
export class ProviderError extends Error {
  override readonly name: string = "ProviderError";

  constructor(message: string, next: string = "") {
    super(visibleLines(next === "" ? message : `${message}\n  ${next}`));
    this.stack = ""; // the SDK's server prints it beside the message
  }

  override toString(): string {
    return this.message;
  }
}

/** The resource exists, but some of it is not as it should be. The engine keeps it with exactly these properties and shows each reason. */
export class PartialFailure extends ProviderError {
  override readonly name = "PartialFailure";
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];

  constructor(message: string, id: string, properties: Readonly<Record<string, unknown>>, reasons: readonly string[]) {
    super(message);
    this.id = id;
    this.properties = properties;
    this.reasons = reasons.map(visibleLines);
  }
}
