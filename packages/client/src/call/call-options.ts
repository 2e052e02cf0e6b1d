import type { CallSignals } from "../attempt/call-signals.ts";
import type { Target } from "../api/operations.ts";

/** One call of an operation. */
export interface CallOptions<T> extends CallSignals {
  readonly target: Target;
  /** From its `?` on. */
  readonly query?: string;
  /** It is sent before calls without `ahead`, because others wait for its answer. */
  readonly ahead?: boolean;
  /** The caller did not ask for this call, so the retry budget pays for its first attempt too. */
  readonly extra?: boolean;
  /**
   * Reads whether a write took effect after its attempt failed midway. Resolves to the answer that the write would
   * have given, or to null if it did not take effect. A write without `verify` is never sent again once it may have happened.
   */
  readonly verify?: () => Promise<T | null>;
}
