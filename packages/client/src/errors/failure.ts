import type { RetryClass } from "../api/operations.ts";
import type { SkyviaError } from "./skyvia-error.ts";

/** Why an attempt, or the wait for one, gave no usable answer. A plain value: `describeFailure` makes the error. */
export type Failure =
  | {
      /** The API answered with a status outside 200 to 299. */
      readonly kind: "status";
      readonly status: number;
      readonly vendorMessage: string | null;
      /** The `Retry-After` header as it came. */
      readonly retryAfter: string | null;
    }
  | {
      /** A status of success with an answer that cannot be used: wrong content type, broken JSON, wrong shape, a redirect. */
      readonly kind: "bad-answer";
      readonly status: number;
      readonly reason: string;
      readonly next: string | null;
      /** A later attempt may get a better one. */
      readonly retryable: boolean;
    }
  | {
      readonly kind: "network";
      readonly reason: string;
      readonly next: string | null;
      /** false: no byte of the request was written. */
      readonly sent: boolean;
      readonly retryable: boolean;
    }
  | { readonly kind: "timeout"; readonly sent: boolean; readonly limit: number }
  | { readonly kind: "limited"; readonly until: number }
  | { readonly kind: "aborted"; readonly reason: string; readonly endsRun: boolean; readonly sent: boolean }
  | { readonly kind: "out-of-time"; readonly sent: boolean }
  | { readonly kind: "refused"; readonly error: SkyviaError };

/** An end of a call from outside: the run's or the call's signal, the run's deadline, or `close`. */
export type EndReason = Extract<Failure, { kind: "aborted" | "out-of-time" }>;

/** The call's own signal ended it before its request was sent. */
export const callAborted: EndReason = {
  kind: "aborted",
  reason: "the call was aborted",
  endsRun: false,
  sent: false,
};

/**
 * Whether a write may have reached the API and been carried out there; always false for a read. A 503 refuses a run: an unavailable service does not start one.
 */
export function mayHaveHappened(failure: Failure, retry: RetryClass): boolean {
  if (retry === "read") return false;
  switch (failure.kind) {
    case "status":
      if (retry === "once" && failure.status === 503) return false;
      return failure.status >= 500 || failure.status === 408;
    case "bad-answer":
      return true;
    case "network":
    case "timeout":
    case "aborted":
    case "out-of-time":
      return failure.sent;
    case "limited":
    case "refused":
      return false;
  }
}

/** Whether a later attempt may succeed. The gate handles 429. */
export function isRetryable(failure: Failure): boolean {
  switch (failure.kind) {
    case "status":
      return failure.status >= 500 || failure.status === 408;
    case "bad-answer":
    case "network":
      return failure.retryable;
    case "timeout":
      return true;
    case "limited":
    case "aborted":
    case "out-of-time":
    case "refused":
      return false;
  }
}
