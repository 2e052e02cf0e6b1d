import type { Dispatcher } from "undici";
import { interpret, type Answer, type AttemptResult } from "./answer.ts";
import { maxBody } from "./decode-body.ts";
import { createDeadlines, type Deadlines, type Stoppable } from "./deadlines.ts";
import type { CallSignals } from "./call-signals.ts";
import { callAborted, type Failure, type EndReason } from "../errors/failure.ts";
import { networkFailure } from "./network-failure.ts";
import type { Operation } from "../api/operations.ts";
import type { RunEnd } from "./run-end.ts";

/** Who waits for an attempt. Exactly one of the two is called, once. */
export interface Receiver<T> {
  done(outcome: AttemptResult<T>): void;
  /** Called for a defect of the client itself, which is not a failure of the call. */
  broken(defect: unknown): void;
}

/** Sends one request, once, and reads its whole answer. */
export type Send = <T>(operation: Operation<T>, path: string, signals: CallSignals, receiver: Receiver<T>) => void;

export interface SenderOptions {
  readonly dispatcher: Dispatcher;
  /** Makes a dispatcher without connections, for one request that must not meet a connection that is about to close. */
  readonly freshDispatcher: () => Dispatcher;
  readonly origin: string;
  /** Goes before every path: the path of the base URL. */
  readonly prefix: string;
  readonly headers: readonly string[];
  /** ms for one attempt, connect, headers and body together. */
  readonly requestTimeout: number;
  readonly end: RunEnd;
}

/** A sender of single attempts over a dispatcher, each with an absolute time limit, all stopped by the end of the run. */
export function createSender(options: SenderOptions): Send {
  const { dispatcher, freshDispatcher, origin, prefix, headers, requestTimeout, end } = options;
  const deadlines = createDeadlines(requestTimeout);
  end.signal.addEventListener("abort", () => {
    const interruption = end.interruption();
    if (interruption !== null) for (const attempt of deadlines.items()) attempt.interrupt(interruption);
  });
  const requestHeaders = [...headers];
  return (operation, path, { signal, stop }, receiver) => {
    const own = operation.retry === "once" ? freshDispatcher() : null;
    const informed = own === null ? receiver : closing(own, receiver);
    const attempt = new Attempt(operation, informed, requestTimeout, deadlines, origin + prefix);
    if (signal !== undefined) attempt.heed(signal, () => attempt.interrupt(callAborted));
    if (stop !== undefined) attempt.heed(stop, () => attempt.interruptUnsent(callAborted));
    deadlines.watch(attempt);
    (own ?? dispatcher).dispatch(
      { origin, path: prefix + path, method: operation.method, headers: requestHeaders },
      attempt,
    );
  };
}

/** A receiver that closes the connection when its one request is over. */
function closing<T>(dispatcher: Dispatcher, receiver: Receiver<T>): Receiver<T> {
  const close = (): void => void dispatcher.destroy().catch(() => {});
  return {
    done: (outcome) => {
      close();
      receiver.done(outcome);
    },
    broken: (defect) => {
      close();
      receiver.broken(defect);
    },
  };
}

/** One request that undici sends. It calls its receiver exactly once. */
class Attempt<T> implements Dispatcher.DispatchHandler, Stoppable {
  expiresAt = 0;
  private readonly operation: Operation<T>;
  private readonly receiver: Receiver<T>;
  private readonly limit: number;
  private readonly deadlines: Deadlines;
  private readonly baseUrl: string;
  private controller: Dispatcher.DispatchController | null = null;
  private over = false;
  private status = 0;
  private headers: Answer["headers"] | null = null;
  private body: Buffer = noBody;
  private rest: Buffer[] | null = null; // what came after the first chunk
  private size = 0;
  private unheed: readonly (() => void)[] = [];

  constructor(operation: Operation<T>, receiver: Receiver<T>, limit: number, deadlines: Deadlines, baseUrl: string) {
    this.operation = operation;
    this.receiver = receiver;
    this.limit = limit;
    this.deadlines = deadlines;
    this.baseUrl = baseUrl;
  }

  /** Calls `abort` when the signal is aborted before the attempt is over. */
  heed(signal: AbortSignal, abort: () => void): void {
    signal.addEventListener("abort", abort, { once: true });
    this.unheed = [...this.unheed, () => signal.removeEventListener("abort", abort)];
  }

  expire(): void {
    this.stop({ kind: "timeout", sent: this.sent, limit: this.limit });
  }

  interrupt(interruption: EndReason): void {
    this.stop({ ...interruption, sent: this.sent });
  }

  /** Stops unless the request was sent. */
  interruptUnsent(interruption: EndReason): void {
    if (!this.sent) this.interrupt(interruption);
  }

  /** undici calls this right before it writes the request: an attempt without it was not sent. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) controller.abort(new Error("stopped before it was sent"));
    else this.controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Answer["headers"]): void {
    if (status < 200) return; // such as 103 Early Hints: the answer itself follows
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.size === 0) this.body = chunk;
    else (this.rest ??= []).push(chunk);
    this.size += chunk.length;
    if (this.size <= maxBody) return;
    this.conclude(true);
    this.controller?.abort(new Error("the body is too large"));
  }

  onResponseEnd(): void {
    this.conclude(false);
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.finish({ ok: false, failure: networkFailure(error, this.sent, this.baseUrl) });
  }

  private get sent(): boolean {
    return this.controller !== null;
  }

  private conclude(oversized: boolean): void {
    if (this.over) return;
    const body = this.rest === null ? this.body : Buffer.concat([this.body, ...this.rest]);
    let outcome: AttemptResult<T>;
    try {
      outcome = interpret({ status: this.status, headers: this.headers ?? {}, body, oversized }, this.operation.read);
    } catch (defect) {
      this.end();
      return this.receiver.broken(defect);
    }
    this.finish(outcome);
  }

  private stop(failure: Failure): void {
    this.finish({ ok: false, failure });
    this.controller?.abort(new Error("stopped"));
  }

  private finish(outcome: AttemptResult<T>): void {
    if (this.over) return;
    this.end();
    this.receiver.done(outcome);
  }

  private end(): void {
    this.over = true;
    this.deadlines.drop(this);
    for (const unheed of this.unheed) unheed();
  }
}

const noBody: Buffer = Buffer.alloc(0);
