import type { AttemptResult } from "../attempt/answer.ts";
import { mayNotSend, type CallSignals } from "../attempt/call-signals.ts";
import type { Receiver, Send } from "../attempt/attempt.ts";
import type { CallOptions } from "./call-options.ts";
import { describeFailure, firstAttempt, type Subject } from "./describe-failure.ts";
import type { Failure } from "../errors/failure.ts";
import type { Candidate, Gate } from "./gate.ts";
import type { Pass } from "./gate-state.ts";
import type { Operation } from "../api/operations.ts";
import { checkTarget } from "../api/query.ts";
import { createRetries, type Retries, type RetryOptions } from "./retries.ts";
import { parseRetryAfter } from "./retry-after.ts";
import type { AttemptNotice } from "../settings/notices.ts";
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
  const { budget, readOnly, onAttempt } = options;
  return async <T>(operation: Operation<T>, call: CallOptions<T>): Promise<T> => {
    const { target, query = "", ahead = false, extra = false } = call;
    checkTarget(target);
    const path = operation.path(target);
    if (readOnly && operation.method !== "GET") throw readOnlyError(operation, path);
    if (extra && !budget.take()) throw budgetError(operation, path);
    let retries: Retries<T> | null = null;
    for (let attempt = 1; ; attempt++) {
      const ended = await new Promise<AttemptEnd<T>>((resolve, reject) =>
        options.gate.enter(
          new Turn(options, operation, path + query, call, ahead || retries !== null, resolve, reject),
        ),
      );
      const { outcome, ms } = ended;
      if (outcome.ok) {
        if (!extra) budget.refill();
        onAttempt?.(goodAnswer(operation, path + query, attempt, outcome.status, ms));
        return outcome.value;
      }
      retries ??= createRetries(options, operation, path, call);
      const settled = await retries.after(outcome.failure, ms);
      if (settled !== null) return settled.value;
    }
  };
}

/** An attempt that is over. */
interface AttemptEnd<T> {
  readonly outcome: AttemptResult<T>;
  /** Milliseconds from sending to the outcome; null: it was never sent. */
  readonly ms: number | null;
}

function goodAnswer(
  { method }: Operation<unknown>,
  path: string,
  attempt: number,
  status: number,
  ms: number | null,
): AttemptNotice {
  return { method, path, attempt, status, ms: ms ?? 0, code: null, message: null, next: "done", delay: 0 };
}

/** One attempt, from its wait at the gate to its outcome. It reports the outcome to the gate first, so that the next request is sent at once. */
class Turn<T> implements Candidate, Receiver<T> {
  readonly signal: AbortSignal | undefined;
  readonly ahead: boolean;
  readonly kind: string;
  readonly isWrite: boolean;
  private readonly options: CallerOptions;
  private readonly operation: Operation<T>;
  private readonly path: string;
  private readonly signals: CallSignals;
  private readonly resolve: (ended: AttemptEnd<T>) => void;
  private readonly reject: (defect: unknown) => void;
  private pass: Pass | null = null;

  constructor(
    options: CallerOptions,
    operation: Operation<T>,
    path: string,
    signals: CallSignals,
    ahead: boolean,
    resolve: (ended: AttemptEnd<T>) => void,
    reject: (defect: unknown) => void,
  ) {
    this.options = options;
    this.operation = operation;
    this.path = path;
    this.signals = signals;
    this.signal = mayNotSend(signals);
    this.ahead = ahead;
    this.kind = operation.does;
    this.isWrite = operation.method !== "GET";
    this.resolve = resolve;
    this.reject = reject;
  }

  admit(pass: Pass): void {
    this.pass = pass;
    this.options.send(this.operation, this.path, this.signals, this);
  }

  dismiss(failure: Failure): void {
    this.resolve({ outcome: { ok: false, failure }, ms: null });
  }

  done(outcome: AttemptResult<T>): void {
    const pass = this.pass as Pass;
    this.leave(pass, outcome);
    this.resolve({ outcome, ms: this.options.monotonic() - pass.sentAt });
  }

  broken(defect: unknown): void {
    this.options.gate.leave(this.pass as Pass, "cancelled");
    this.reject(defect);
  }

  /** Gives the pass back to the gate, with what the outcome says about the API as a whole. */
  private leave(pass: Pass, outcome: AttemptResult<T>): void {
    const { gate, now, redact } = this.options;
    if (outcome.ok) return gate.leave(pass, "good");
    const { failure } = outcome;
    const describe = (): SkyviaError => describeFailure(failure, this.subject(), redact);
    if (failure.kind === "aborted" || failure.kind === "out-of-time") return gate.leave(pass, "cancelled");
    if (failure.kind !== "status" || failure.status >= 500) return gate.leave(pass, "failed", describe);
    switch (failure.status) {
      case 429:
        return this.announce(gate.close(pass, parseRetryAfter(failure.retryAfter, now())), failure);
      case 401:
      case 403:
        return gate.refuse(pass, describe());
      case 404:
      case 410:
        return gate.leave(pass, "good"); // the API works, and has no such thing
      default:
        return gate.leave(pass, "rejected", describe);
    }
  }

  private announce(wait: number, failure: Failure): void {
    if (wait === 0) return;
    const { message, method } = describeFailure(failure, this.subject(), this.options.redact);
    this.options.onWait({ reason: "rate-limit", ms: wait, method: method ?? "", path: this.path, message });
  }

  private subject(): Subject {
    return firstAttempt(this.operation, this.path);
  }
}

function readOnlyError({ method, does }: Operation<unknown>, path: string): SkyviaError {
  return new SkyviaError({
    code: "read-only",
    message: `may not ${does}: this run is read-only (${method} ${path} was not sent)`,
    next: "Leave out the read-only setting to allow writes.",
    method,
    path,
    outcome: "not-sent",
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
