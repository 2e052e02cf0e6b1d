import type { SendOnce } from "./attempt.ts";
import type { RetryNotice } from "./client-options.ts";
import { describeFailure, type Subject } from "./describe-failure.ts";
import { isRetryable, mayHaveHappened, type Failure } from "./failure.ts";
import type { Gate, Pass } from "./gate.ts";
import type { Operation } from "./operations.ts";
import type { Redactor } from "./redactor.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { backOff, type RetryBudget } from "./retry-budget.ts";
import type { RunEnd } from "./run-end.ts";
import { SkyviaError } from "./skyvia-error.ts";

/** One call of an operation. */
export interface CallOptions<T> {
  /** With its query. */
  readonly path: string;
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

/** Carries out one operation with all its retries. Rejects with a `SkyviaError`. */
export type Call = <T>(operation: Operation<T>, options: CallOptions<T>) => Promise<T>;

export interface CallerOptions {
  readonly send: SendOnce;
  readonly gate: Gate;
  readonly budget: RetryBudget;
  readonly end: RunEnd;
  readonly redact: Redactor;
  readonly readOnly: boolean;
  readonly onRetry: (retry: RetryNotice) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** How often one call is sent at most, answers of 429 apart. */
const maxAttempts = 4;

/** The one place that decides on retries. */
export function createCaller(options: CallerOptions): Call {
  const { send, gate, budget, readOnly } = options;
  return async (operation, { path, signal, ahead = false, extra = false, verify }) => {
    if (readOnly && operation.method !== "GET") throw readOnlyError(operation, path);
    if (extra && !budget.take()) throw budgetError(operation, path);
    const retry = createRetries(options, operation, path, signal, verify);
    for (;;) {
      const entry = await gate.enter(ahead || retry.attempts() > 0, signal);
      if ("failure" in entry) throw retry.giveUp(entry.failure);
      const outcome = await send(operation, path, signal);
      if (outcome.ok) {
        gate.leave(entry.pass, "accepted");
        if (!extra) budget.refill();
        return outcome.value;
      }
      const answer = await retry.after(outcome.failure, entry.pass);
      if (answer !== null) return answer.value;
    }
  };
}

interface Retries<T> {
  /** How often the request was sent, answers of 429 included. */
  attempts(): number;
  /** Waits until the request may be sent again (null), or gives the answer that makes that needless; throws when it is over. */
  after(failure: Failure, pass: Pass): Promise<{ readonly value: T } | null>;
  /** The error for a call that is not sent again. */
  giveUp(failure: Failure): SkyviaError;
}

function createRetries<T>(
  { gate, budget, end, redact, onRetry, now, random, sleep }: CallerOptions,
  operation: Operation<T>,
  path: string,
  signal: AbortSignal | undefined,
  verify: (() => Promise<T | null>) | undefined,
): Retries<T> {
  let attempts = 0;
  let limited = 0;
  let unsettled: SkyviaError | null = null; // a write that may have happened
  const subject = (): Subject => ({ operation, path: withoutQuery(path), attempts });
  const errorOf = (failure: Failure): SkyviaError => describeFailure(failure, subject(), redact);

  const pay = (error: SkyviaError): void => {
    if (!budget.take()) throw unsettled ?? error;
  };
  const pause = async (error: SkyviaError): Promise<void> => {
    const delay = backOff(attempts - limited, random);
    if (now() + delay >= end.deadline) throw error;
    onRetry({ ...subject(), method: operation.method, code: error.code, message: error.message, delay });
    await sleep(delay, signal === undefined ? end.signal : AbortSignal.any([end.signal, signal])).catch(() => {});
    const interruption = end.interruption() ?? (signal?.aborted === true ? callAborted : null);
    if (interruption !== null) throw errorOf({ ...interruption, sent: unsettled !== null });
  };
  const settle = async (error: SkyviaError): Promise<{ value: T } | null> => {
    if (verify === undefined) throw error;
    try {
      const value = await verify();
      return value === null ? null : { value };
    } catch (failed) {
      // Only what was found out about the write itself says more than the failure that left it open.
      throw failed instanceof SkyviaError && failed.code !== "schedule-not-defined" ? error : failed;
    }
  };

  return {
    attempts: () => attempts,
    giveUp: (failure) => (failure.kind === "limited" && unsettled !== null ? unsettled : errorOf(failure)),
    after: async (failure, pass) => {
      attempts++;
      const error = errorOf(failure);
      release(gate, pass, failure, error, now());
      if (failure.kind === "status" && failure.status === 429) {
        if (operation.retry === "once") throw error;
        limited++;
        pay(error);
        onRetry({ ...subject(), method: operation.method, code: error.code, message: error.message, delay: 0 });
        return null;
      }
      const mayBeDone = operation.method !== "GET" && mayHaveHappened(failure);
      if (mayBeDone) unsettled = error;
      const again =
        isRetryable(failure) && attempts - limited < maxAttempts && !(mayBeDone && operation.retry === "once");
      if (!again) throw error;
      await pause(error);
      if (mayBeDone) {
        const settled = await settle(error);
        if (settled !== null) return settled;
      }
      pay(error);
      return null;
    },
  };
}

const callAborted: Extract<Failure, { kind: "aborted" }> = {
  kind: "aborted",
  reason: "the call was aborted",
  endsRun: false,
  sent: false,
};

/** Tells the gate what the answer, if there was one, says about the API as a whole. */
function release(gate: Gate, pass: Pass, failure: Failure, error: SkyviaError, now: number): void {
  if (failure.kind !== "status" || failure.status >= 500) return gate.leave(pass, "unclear");
  switch (failure.status) {
    case 429:
      return gate.close(pass, parseRetryAfter(failure.retryAfter, now));
    case 401:
    case 403:
      gate.refuse(error);
      return gate.leave(pass, "refused");
    default:
      return gate.leave(pass, "accepted");
  }
}

function readOnlyError({ method, does }: Operation<unknown>, path: string): SkyviaError {
  return new SkyviaError({
    code: "read-only",
    message: `may not ${does}: this run is read-only (${method} ${path} was not sent)`,
    next: "Leave out the read-only setting to allow writes.",
    method,
    path,
  });
}

function budgetError({ method }: Operation<unknown>, path: string): SkyviaError {
  return new SkyviaError({
    code: "server",
    message: `the API fails too often to look again (${method} ${path} was not sent)`,
    next: "Try again later.",
    method,
    path,
  });
}

function withoutQuery(path: string): string {
  const end = path.indexOf("?");
  return end === -1 ? path : path.slice(0, end);
}
