import type { Dispatcher } from "undici";
import { interpret, type Answer, type Outcome } from "./answer.ts";
import { createDeadlines, type Stoppable } from "./deadlines.ts";
import { callAborted, type Interruption } from "./failure.ts";
import { networkFailure } from "./network-failure.ts";
import type { Operation } from "./operations.ts";
import type { RunEnd } from "./run-end.ts";

/** Who waits for an attempt. Exactly one of the two is called, once. */
export interface Receiver<T> {
  readonly done: (outcome: Outcome<T>) => void;
  /** For a defect of ours, which is no failure of the call. */
  readonly broken: (defect: unknown) => void;
}

/** Sends one request, once, and takes the whole of its answer. */
export type Send = <T>(
  operation: Operation<T>,
  path: string,
  signal: AbortSignal | undefined,
  receiver: Receiver<T>,
) => void;

export interface SenderOptions {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** Goes before every path: the path of the base URL. */
  readonly prefix: string;
  readonly headers: readonly string[];
  /** ms for one attempt, connect, headers and body together. */
  readonly requestTimeout: number;
  readonly end: RunEnd;
}

/** Bodies beyond this are refused. No answer of the API comes near it. */
const maxBody = 8 * 1024 * 1024;

/** A sender of single attempts over a dispatcher, each with an absolute time limit, all stopped by the end of the run. */
export function createSender({ dispatcher, origin, prefix, headers, requestTimeout, end }: SenderOptions): Send {
  const deadlines = createDeadlines<Attempt>(requestTimeout);
  end.signal.addEventListener("abort", () => {
    const interruption = end.interruption();
    if (interruption !== null) for (const attempt of [...deadlines.items()]) attempt.interrupt(interruption);
  });
  const requestHeaders = [...headers];
  return (operation, path, signal, { done, broken }) => {
    const attempt = new Attempt(requestTimeout, (ending) => {
      deadlines.drop(attempt);
      signal?.removeEventListener("abort", abort);
      let outcome: Outcome<never>;
      try {
        outcome = ("status" in ending ? interpret(ending, operation.read) : ending) as Outcome<never>;
      } catch (defect) {
        return broken(defect);
      }
      done(outcome);
    });
    const abort = (): void => attempt.interrupt(callAborted);
    signal?.addEventListener("abort", abort, { once: true });
    deadlines.watch(attempt);
    dispatcher.dispatch({ origin, path: prefix + path, method: operation.method, headers: requestHeaders }, attempt);
  };
}

type Ending = Answer | Extract<Outcome<never>, { ok: false }>;

/** One request in undici's hands. Calls `done` exactly once. */
class Attempt implements Dispatcher.DispatchHandler, Stoppable {
  expiresAt = 0;
  private readonly limit: number;
  private readonly done: (ending: Ending) => void;
  private controller: Dispatcher.DispatchController | null = null;
  private over = false;
  private status = 0;
  private headers: Answer["headers"] = {};
  private chunks: Buffer[] = [];
  private size = 0;

  constructor(limit: number, done: (ending: Ending) => void) {
    this.limit = limit;
    this.done = done;
  }

  expire(): void {
    this.stop({ ok: false, failure: { kind: "timeout", sent: this.sent, limit: this.limit } });
  }

  interrupt(interruption: Interruption): void {
    this.stop({ ok: false, failure: { ...interruption, sent: this.sent } });
  }

  /** undici calls this right before it writes the request: an attempt without it was not sent. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) controller.abort(new Error("stopped before it was sent"));
    else this.controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Answer["headers"]): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    this.chunks.push(chunk);
    if (this.size > maxBody) this.stop(this.answer(true));
  }

  onResponseEnd(): void {
    this.finish(this.answer(false));
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.finish({ ok: false, failure: networkFailure(error, this.sent) });
  }

  private get sent(): boolean {
    return this.controller !== null;
  }

  private answer(oversized: boolean): Answer {
    const body = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks);
    return { status: this.status, headers: this.headers, body, oversized };
  }

  private stop(ending: Ending): void {
    this.finish(ending);
    this.controller?.abort(new Error("stopped"));
  }

  private finish(ending: Ending): void {
    if (this.over) return;
    this.over = true;
    this.done(ending);
  }
}
