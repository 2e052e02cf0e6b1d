import type { OperationId } from "../operations/operation-ids.ts";

/** The requests that a rule is about: every given key must match. No key: every request of the API. */
export interface FaultMatch {
  readonly method?: "GET" | "POST";
  /** A glob on the path (`*` stops at a slash, `**` does not), or a regular expression as `{ regex }`. */
  readonly path?: string | { readonly regex: string };
  readonly operation?: OperationId;
  readonly workspace?: number;
  readonly integration?: number;
}

/** Which of the matching requests it hits, counted from 1 in the order they arrive. Default: always. */
export type FaultWhen =
  | "always"
  | "once"
  | { readonly always: true }
  | { readonly once: true }
  | { readonly nth: number }
  | { readonly every: number }
  | { readonly probability: number; readonly seed?: number }
  | { readonly from: number; readonly times?: number };

/** A fault and the requests it hits. */
export interface FaultRule {
  readonly match?: FaultMatch;
  readonly when?: FaultWhen;
  readonly fault: Fault;
}

/** Where a connection is cut or falls silent, and whether the operation is carried out before that (default true). */
interface Cut {
  /** Before the headers (default), or inside the body. */
  readonly at?: "headers" | "body";
  /** Bytes of the body that still go out. Default: half of it. */
  readonly bytes?: number;
  readonly applied?: boolean;
}

/** The fault to inject. Names are those of toxiproxy where it has one; times are milliseconds. */
export type Fault =
  /** Waits before the operation. `jitter` is the most that is added or taken away at random, from a seed. */
  | { readonly type: "latency"; readonly latency: number; readonly jitter?: number }
  /** Answers a status before the operation and before the token is looked at. A body other than a text is sent as JSON. */
  | {
      readonly type: "status";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** 429. `retryAfter` is sent unchanged, even if it is malformed. `retryAfterDate` is milliseconds from now to the date that is sent. */
  | { readonly type: "rate_limit"; readonly retryAfter?: string | number; readonly retryAfterDate?: number }
  /** A 3xx. Default: 302 to a host that does not exist. */
  | { readonly type: "redirect"; readonly status?: number; readonly location?: string }
  /** Refuses the token from this call on, until the faults are cleared. */
  | { readonly type: "revoke_token" }
  /** An error (default 500), nothing changed. */
  | { readonly type: "fail_without_applying"; readonly status?: number }
  /** An error (default 500), although the operation was carried out. */
  | { readonly type: "apply_then_fail"; readonly status?: number }
  /** 200, although nothing changed: without a body (default), or with the earlier `active`. */
  | { readonly type: "accept_without_changing"; readonly answer?: "empty" | "active" }
  /** Carries the write out and undoes it `after` milliseconds later, by the emulator's clock. */
  | { readonly type: "flip_back"; readonly after: number }
  /** Carries the write out, while reads answer the old value for `ms` milliseconds or for a number of reads. */
  | { readonly type: "read_lag"; readonly ms?: number; readonly reads?: number }
  /** Somebody adds to or deletes from the start of the list before this page is read; the world really changes. */
  | { readonly type: "page_shift"; readonly change: "insert" | "delete"; readonly count?: number }
  /** Every page says `hasMore`, without an end. Past the end, pages are empty, or with `repeat` the last one again. */
  | { readonly type: "has_more_forever"; readonly repeat?: boolean }
  /** RST. */
  | ({ readonly type: "reset_peer" } & Cut)
  /** FIN. */
  | ({ readonly type: "limit_data" } & Cut)
  /** Silence on an open connection. */
  | ({ readonly type: "timeout" } & Cut)
  /** The body goes out in slices of `size` bytes (default 1), `delay` apart (default 1000). */
  | { readonly type: "slicer"; readonly size?: number; readonly delay?: number }
  /** A whole answer whose JSON ends in the middle. */
  | { readonly type: "truncated_json" }
  /** An HTML page with status 200, or the body as it is under another content type. */
  | { readonly type: "wrong_content_type"; readonly contentType?: string; readonly keepBody?: boolean }
  /** Valid JSON, padded to `bytes` (default 9 MiB). With `gzip` it is small on the wire. */
  | { readonly type: "oversized_body"; readonly bytes?: number; readonly gzip?: boolean };

export type FaultType = Fault["type"];
