import { isWholeIn } from "../api/whole.ts";
import { longestTimer } from "../attempt/run-end.ts";
import { badInput } from "../errors/skyvia-error.ts";
import type { Environment } from "../attempt/transport.ts";
import type { AttemptNotice, RetryNotice, WaitNotice } from "./notices.ts";

/** Upper bound of the requests in flight (count) if the client finds their number by itself. */
export const autoConcurrency = 64;

/** The options of a client. Only the token is required. */
export interface ClientOptions {
  /** Sent raw in `Authorization`. Checked by `checkToken`. */
  readonly token: string;
  /** Other tokens that no error and no notice may contain, for a program that uses several. */
  readonly secrets?: readonly string[];
  /** Default: the vendor's. Checked by `checkBaseUrl`. */
  readonly baseUrl?: string;
  /**
   * Upper bound of the requests in flight, 1 to 256. Default: `auto`, which starts at 8 and finds the number by itself, 64 at
   * most.
   */
  readonly concurrency?: number | "auto";
  /** ms for one attempt, connect, headers and body together; default 30000. */
  readonly requestTimeout?: number;
  /** When the run is out of time, in ms of the `monotonic` clock: then nothing is sent or waited for. Default: none. */
  readonly deadline?: number;
  /** Ends everything at once. */
  readonly signal?: AbortSignal;
  /** Refuses every request other than GET before it is sent. */
  readonly readOnly?: boolean;
  /** Called once for each attempt, when it has ended and the next step is decided. */
  readonly onAttempt?: (attempt: AttemptNotice) => void;
  /** Called when a wait begins: once for a burst of 429, once for each retry. */
  readonly onWait?: (wait: WaitNotice) => void;
  /** Called before a request is sent once more. */
  readonly onRetry?: (retry: RetryNotice) => void;
  readonly userAgent?: string;
  /** Where proxies are looked up (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`), usually `process.env`. Default: no proxy. */
  readonly env?: Environment;
  /** The wall clock, in ms since epoch. Only what the server dates is compared with it. */
  readonly now?: () => number;
  /** A clock that never jumps, in ms from any start. It measures waits and `deadline`; the timers of Node.js measure `requestTimeout`. Default: `performance.now`. */
  readonly monotonic?: () => number;
  /** 0 up to 1. */
  readonly random?: () => number;
  /** Waits; rejects when the signal is aborted. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Throws a `bad-input` error that names the option. */
export function checkOptions({ concurrency, requestTimeout, userAgent }: ClientOptions): void {
  if (concurrency !== undefined && concurrency !== "auto" && !isWholeIn(concurrency, 1, 256)) {
    throw badInput(
      `the concurrency ${concurrency} is not a whole number from 1 to 256`,
      "Leave the concurrency out: the client then finds it by itself.",
    );
  }
  if (requestTimeout !== undefined && !isWholeIn(requestTimeout, 1, longestTimer)) {
    throw badInput(
      `the request timeout ${requestTimeout} is not a whole number of milliseconds from 1 on`,
      "Set the request timeout to 30000, the default.",
    );
  }
  if (userAgent !== undefined && !/^[\x20-\x7e]+$/.test(userAgent)) {
    throw badInput("the user agent contains a character that no header may have", "Use printable ASCII only.");
  }
}
