import type { Outcome } from "./answer.ts";
import type { Send } from "./attempt.ts";
import { describeFailure } from "./describe-failure.ts";
import type { Failure } from "./failure.ts";
import type { Gate, Pass } from "./gate.ts";
import type { Operation } from "./operations.ts";
import type { Redactor } from "./redactor.ts";
import { createRetries, type Retries, type RetryOptions } from "./retries.ts";
import { parseRetryAfter } from "./retry-after.ts";
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

export interface CallerOptions extends RetryOptions {
  readonly send: Send;
  readonly gate: Gate;
  readonly readOnly: boolean;
}

/** Makes calls of attempts: each goes through the gate, and again as often as `retries` allow. */
export function createCaller(options: CallerOptions): Call {
  const { budget, readOnly } = options;
  const attempt = createAttempt(options);
  return async <T>(operation: Operation<T>, call: CallOptions<T>): Promise<T> => {
    const { path, signal, ahead = false, extra = false } = call;
    if (readOnly && operation.method !== "GET") throw readOnlyError(operation, path);
    if (extra && !budget.take()) throw budgetError(operation, path);
    let retries: Retries<T> | null = null;
    for (;;) {
      const outcome = await attempt(operation, path, signal, ahead || retries !== null);
      if (outcome.ok) {
        if (!extra) budget.refill();
        return outcome.value;
      }
      retries ??= createRetries(options, operation, call);
      const settled = await retries.after(outcome.failure);
      if (settled !== null) return settled.value;
    }
  };
}

type AttemptOnce = <T>(
  operation: Operation<T>,
  path: string,
  signal: AbortSignal | undefined,
  ahead: boolean,
) => Promise<Outcome<T>>;

/** One attempt from the gate to its outcome. The gate hears of it before anybody else, so that the next goes out at once. */
function createAttempt({ send, gate, redact, now }: CallerOptions): AttemptOnce {
  return (operation, path, signal, ahead) =>
    new Promise((resolve, reject) =>
      gate.enter({
        ahead,
        signal,
        dismiss: (failure) => resolve({ ok: false, failure }),
        admit: (pass) =>
          send(operation, path, signal, {
            done: (outcome) => {
              if (outcome.ok) gate.leave(pass, "accepted");
              else giveBack(gate, pass, outcome.failure, operation, path, redact, now());
              resolve(outcome);
            },
            broken: (defect) => {
              gate.leave(pass, "unclear");
              reject(defect);
            },
          }),
      }),
    );
}

/** Tells the gate what a failure, if it is an answer at all, says about the API as a whole. */
function giveBack(
  gate: Gate,
  pass: Pass,
  failure: Failure,
  operation: Operation<unknown>,
  path: string,
  redact: Redactor,
  now: number,
): void {
  if (failure.kind !== "status" || failure.status >= 500) return gate.leave(pass, "unclear");
  switch (failure.status) {
    case 429:
      return gate.close(pass, parseRetryAfter(failure.retryAfter, now));
    case 401:
    case 403:
      return gate.refuse(pass, describeFailure(failure, { operation, path, attempts: 1 }, redact));
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
