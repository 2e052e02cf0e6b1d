import type { CallOptions } from "./call-options.ts";
import type { RetryNotice } from "../settings/client-options.ts";
import { describeFailure, type Subject } from "./describe-failure.ts";
import { callAborted, isRetryable, mayHaveHappened, type Failure } from "../errors/failure.ts";
import type { Operation } from "../api/operations.ts";
import type { Redactor } from "../errors/redactor.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { backOff, type RetryBudget } from "./retry-budget.ts";
import type { RunEnd } from "../attempt/run-end.ts";
import { isSkyviaError, type SkyviaError } from "../errors/skyvia-error.ts";

/** What the decision on a retry depends on. */
export interface RetryOptions {
  readonly budget: RetryBudget;
  readonly end: RunEnd;
  readonly redact: Redactor;
  readonly onRetry: (retry: RetryNotice) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** The one place that decides whether a call is made again. */
export interface Retries<T> {
  /**
   * Waits until the request may be sent again (null), or gives the answer that makes that needless.
   * Throws the call's error when it is over.
   */
  after(failure: Failure): Promise<{ readonly value: T } | null>;
}

/** How often one call is sent at most, answers of 429 apart. */
const maxAttempts = 4;

/** The retries of one call, from its first failure on. */
export function createRetries<T>(
  { budget, end, redact, onRetry, now, random, sleep }: RetryOptions,
  operation: Operation<T>,
  path: string,
  { signal, verify }: CallOptions<T>,
): Retries<T> {
  const isWrite = operation.method !== "GET";
  let attempts = 0;
  let limited = 0;
  let unsettled: SkyviaError | null = null; // of the last attempt to write that may have been carried out
  const subject = (): Subject => ({ operation, path, attempts });

  const giveUp = (failure: Failure): SkyviaError => {
    // A request that was kept back says nothing about the one before it.
    if (failure.kind === "limited" && unsettled !== null) return unsettled;
    const sent = unsettled !== null;
    return describeFailure("sent" in failure ? { ...failure, sent: failure.sent || sent } : failure, subject(), redact);
  };
  const pay = (error: SkyviaError): void => {
    if (!budget.take()) throw unsettled ?? error;
  };
  const notify = ({ code, message }: SkyviaError, delay: number): void => {
    onRetry({ method: operation.method, path, attempts, code, message, delay });
  };
  const pause = async (cause: SkyviaError): Promise<void> => {
    const delay = backOff(attempts - limited, random);
    if (now() + delay >= end.deadline) throw cause;
    notify(cause, delay);
    await sleep(delay, signal === undefined ? end.signal : AbortSignal.any([end.signal, signal])).catch(() => {});
    const interruption = end.interruption() ?? (signal?.aborted === true ? callAborted : null);
    if (interruption !== null) throw giveUp(interruption);
  };
  const settle = async (error: SkyviaError): Promise<{ readonly value: T } | null> => {
    if (verify === undefined) throw error;
    try {
      const value = await verify();
      return value === null ? null : { value };
    } catch (failed) {
      // That it could not be looked at says less than why it has to be.
      throw isSkyviaError(failed) && failed.code !== "schedule-not-defined" ? error : failed;
    }
  };
  const afterLimit = (error: SkyviaError, wait: number): null => {
    limited++;
    if (operation.retry === "once") throw error;
    pay(error);
    notify(error, wait);
    return null;
  };

  return {
    after: async (failure) => {
      if (isAttempt(failure)) attempts++;
      if (isOver(failure)) throw giveUp(failure);
      const error = describeFailure(failure, subject(), redact);
      if (failure.kind === "status" && failure.status === 429) {
        return afterLimit(error, parseRetryAfter(failure.retryAfter, now()) ?? 0);
      }
      const mayBeDone = isWrite && mayHaveHappened(failure);
      if (mayBeDone) unsettled = error;
      if (!isRetryable(failure) || attempts - limited >= maxAttempts) throw error;
      if (mayBeDone && operation.retry === "once") throw error;
      await pause(error);
      const settled = mayBeDone ? await settle(error) : null;
      if (settled === null) pay(error);
      return settled;
    },
  };
}

/** Whether the request was given to the network, and not stopped while it waited for its turn. */
function isAttempt(failure: Failure): boolean {
  return "sent" in failure
    ? failure.sent || failure.kind === "network" || failure.kind === "timeout"
    : "status" in failure;
}

/** Whether something other than the attempt itself ended the call. */
function isOver({ kind }: Failure): boolean {
  return kind === "aborted" || kind === "out-of-time" || kind === "limited" || kind === "refused";
}
