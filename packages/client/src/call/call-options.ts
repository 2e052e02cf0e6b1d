import type { Target } from "../api/operations.ts";

/** One call of an operation. */
export interface CallOptions<T> {
  readonly target: Target;
  /** From its `?` on. */
  readonly query?: string;
  readonly signal?: AbortSignal | undefined;
  /** Goes before calls that wait without it: others wait for its answer. */
  readonly ahead?: boolean;
  /** A call beyond those that were asked for: its first attempt is paid from the retry budget too. */
  readonly extra?: boolean;
  /**
   * Looks whether a write took effect whose attempt failed midway: the answer that it would have given if so,
   * null if not. A write without it is never sent again once it may have happened.
   */
  readonly verify?: () => Promise<T | null>;
}
