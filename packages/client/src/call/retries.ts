import type { Operation } from "../api/operations.ts";
import type { RunEnd } from "../attempt/run-end.ts";
import { callAborted, type Failure } from "../errors/failure.ts";
import type { Redactor } from "../errors/redactor.ts";
import { isSkyviaError, type SkyviaError } from "../errors/skyvia-error.ts";
import type { AttemptNotice, RetryNotice, WaitNotice } from "../settings/notices.ts";
import type { CallOptions } from "./call-options.ts";
import { describeFailure } from "./describe-failure.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { backOff, type RetryBudget } from "./retry-budget.ts";
import {
  afterFailure,
  afterVerification,
  backOffsOf,
  noAttempt,
  type RetryState,
  type RetryStep,
} from "./retry-state.ts";

/** Everything that decides whether an attempt is repeated. */
export interface RetryOptions {
  readonly budget: RetryBudget;
  readonly end: RunEnd;
  readonly redact: Redactor;
  readonly onAttempt: ((attempt: AttemptNotice) => void) | undefined;
  readonly onRetry: (retry: RetryNotice) => void;
  readonly onWait: (wait: WaitNotice) => void;
  readonly now: () => number;
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The one place that decides whether a call is made again. */
export interface Retries<T> {
  /**
   * Takes a failed attempt that lasted `ms`, null if it was never sent. Resolves to null when the request may be sent again, or to the answer of
   * a write that a read found to be done. Rejects with the call's error when the call has failed.
   */
  after(failure: Failure, ms: number | null): Promise<{ readonly value: T } | null>;
}

/** The retries of one call, from its first failure on. */
export function createRetries<T>(
  options: RetryOptions,
  operation: Operation<T>,
  path: string,
  { query = "", signal, stop, verify }: CallOptions<T>,
): Retries<T> {
  const { budget, end, redact, onAttempt, onRetry, onWait, now, monotonic, random, sleep } = options;
  const { method } = operation;
  let state: RetryState = noAttempt;

  const describe = (failure: Failure): SkyviaError => {
    // If an earlier attempt may have been carried out, its failure is more useful than that of a request that was never sent.
    const neverSent = failure.kind === "limited" || failure.kind === "refused";
    const cause = neverSent && state.doubt !== "none" ? (state.cause ?? failure) : failure;
    const sent = state.doubt !== "none";
    return describeFailure(
      "sent" in cause ? { ...cause, sent: cause.sent || sent } : cause,
      { operation, path, state },
      redact,
    );
  };
  const log = (failure: Failure, { code, message }: SkyviaError, ms: number, step: RetryStep, delay: number): void => {
    const status = "status" in failure ? failure.status : null;
    onAttempt?.({ method, path: path + query, attempt: state.attempts, status, ms, code, message, next: step, delay });
  };
  const pay = (error: SkyviaError): void => {
    if (!budget.take()) throw error;
  };
  const notify = ({ code, message }: SkyviaError, delay: number): void =>
    onRetry({ method, path, attempts: state.attempts, code, message, delay });
  const pause = async (cause: SkyviaError, delay: number): Promise<void> => {
    notify(cause, delay);
    onWait({ reason: "retry", ms: delay, method, path, message: cause.message });
    const ends = [end.signal, signal, stop].filter((given) => given !== undefined);
    await sleep(delay, ends.length === 1 ? end.signal : AbortSignal.any(ends)).catch(() => {});
    const interruption = end.interruption() ?? (signal?.aborted === true ? callAborted : null);
    if (interruption !== null) throw describe(interruption);
  };
  const look = async (error: SkyviaError): Promise<{ readonly value: T } | null> => {
    if (verify === undefined) throw error;
    try {
      const value = await verify();
      if (value !== null) return { value };
      state = afterVerification(state);
      return null;
    } catch (failed) {
      // The failure of the write is more useful than the failure of the read after it.
      throw isSkyviaError(failed) && failed.code !== "schedule-not-defined" ? error : failed;
    }
  };

  return {
    after: async (failure, ms) => {
      const next = afterFailure(state, failure, operation.retry);
      state = next.state;
      const error = describe(failure);
      const delay = delayOf(next.step);
      const step = monotonic() + delay >= end.deadline && delay > 0 ? "fail" : next.step;
      if (ms !== null) log(failure, error, ms, step, step === "fail" ? 0 : delay);
      if (step === "fail") throw error;
      if (step === "wait") {
        notify(error, "retryAfter" in failure ? (parseRetryAfter(failure.retryAfter, now()) ?? 0) : 0);
        return null;
      }
      if (delay > 0 || step !== "verify-last") await pause(error, delay);
      const settled = step === "retry" ? null : await look(error);
      if (settled !== null) return settled;
      if (step === "verify-last") throw describe(failure);
      pay(error);
      return null;
    },
  };

  function delayOf(step: RetryStep): number {
    return step === "retry" || step === "verify" ? backOff(backOffsOf(state), random) : 0;
  }
}
