import type { Outcome } from "../attempt/answer.ts";
import type { Receiver, Send } from "../attempt/attempt.ts";
import type { CallOptions } from "./call-options.ts";
import { describeFailure } from "./describe-failure.ts";
import type { Failure } from "../errors/failure.ts";
import type { Candidate, Gate, Pass } from "./gate.ts";
import type { Operation } from "../api/operations.ts";
import { checkTarget } from "../api/query.ts";
import { createRetries, type Retries, type RetryOptions } from "./retries.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { SkyviaError } from "../errors/skyvia-error.ts";

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
  return async <T>(operation: Operation<T>, call: CallOptions<T>): Promise<T> => {
    const { target, query = "", signal, ahead = false, extra = false } = call;
    checkTarget(target);
    const path = operation.path(target);
    if (readOnly && operation.method !== "GET") throw readOnlyError(operation, path);
    if (extra && !budget.take()) throw budgetError(operation, path);
    let retries: Retries<T> | null = null;
    for (;;) {
      const outcome = await new Promise<Outcome<T>>((resolve, reject) =>
        options.gate.enter(
          new Turn(options, operation, path + query, signal, ahead || retries !== null, resolve, reject),
        ),
      );
      if (outcome.ok) {
        if (!extra) budget.refill();
        return outcome.value;
      }
      retries ??= createRetries(options, operation, path, call);
      const settled = await retries.after(outcome.failure);
      if (settled !== null) return settled.value;
    }
  };
}

/** One attempt, from its wait at the gate to its outcome. The gate hears of that first, so that the next goes out at once. */
class Turn<T> implements Candidate, Receiver<T> {
  readonly signal: AbortSignal | undefined;
  readonly ahead: boolean;
  private readonly options: CallerOptions;
  private readonly operation: Operation<T>;
  private readonly path: string;
  private readonly resolve: (outcome: Outcome<T>) => void;
  private readonly reject: (defect: unknown) => void;
  private pass: Pass | null = null;

  constructor(
    options: CallerOptions,
    operation: Operation<T>,
    path: string,
    signal: AbortSignal | undefined,
    ahead: boolean,
    resolve: (outcome: Outcome<T>) => void,
    reject: (defect: unknown) => void,
  ) {
    this.options = options;
    this.operation = operation;
    this.path = path;
    this.signal = signal;
    this.ahead = ahead;
    this.resolve = resolve;
    this.reject = reject;
  }

  admit(pass: Pass): void {
    this.pass = pass;
    this.options.send(this.operation, this.path, this.signal, this);
  }

  dismiss(failure: Failure): void {
    this.resolve({ ok: false, failure });
  }

  done(outcome: Outcome<T>): void {
    this.leave(outcome);
    this.resolve(outcome);
  }

  broken(defect: unknown): void {
    this.options.gate.leave(this.pass as Pass, "unclear");
    this.reject(defect);
  }

  /** Tells the gate what the outcome, if it is an answer at all, says about the API as a whole. */
  private leave(outcome: Outcome<T>): void {
    const { gate, now, redact } = this.options;
    const pass = this.pass as Pass;
    if (outcome.ok) return gate.leave(pass, "accepted");
    const { failure } = outcome;
    if (failure.kind !== "status" || failure.status >= 500) return gate.leave(pass, "unclear");
    switch (failure.status) {
      case 429:
        return gate.close(pass, parseRetryAfter(failure.retryAfter, now()));
      case 401:
      case 403: {
        const { operation, path } = this;
        return gate.refuse(pass, describeFailure(failure, { operation, path, attempts: 1 }, redact));
      }
      default:
        return gate.leave(pass, "accepted");
    }
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
