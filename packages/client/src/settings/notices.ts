import type { SkyviaErrorCode } from "../errors/skyvia-error.ts";

/** One attempt that has ended, for a log. The token is in none of the fields. */
export interface AttemptNotice {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Counts the attempts of one call, from 1. */
  readonly attempt: number;
  /** null if no answer came. */
  readonly status: number | null;
  /** From the moment when the request was handed to the network to its outcome, in ms. */
  readonly ms: number;
  /** null for a good answer. */
  readonly code: SkyviaErrorCode | null;
  /** null for a good answer. */
  readonly message: string | null;
  /**
   * What follows. `done`: the call has its answer. `fail`: the call fails. `retry`: it is sent again after `delay`.
   * `verify`: after `delay`, a read decides whether it is sent again. `verify-last`: a read decides whether it failed.
   * `wait`: it is sent again when the rate limit allows.
   */
  readonly next: "done" | "fail" | "retry" | "verify" | "verify-last" | "wait";
  /** In ms. */
  readonly delay: number;
}

/** A wait that begins. */
export interface WaitNotice {
  /** `rate-limit` keeps back all calls of the client, `retry` one call. */
  readonly reason: "rate-limit" | "retry";
  /** How long it lasts, in ms. */
  readonly ms: number;
  readonly method: string;
  readonly path: string;
  /** The failure that causes the wait, in words. */
  readonly message: string;
}

/** A request that is about to be sent once more. */
export interface RetryNotice {
  readonly method: string;
  readonly path: string;
  /** How often it was sent so far. */
  readonly attempts: number;
  readonly code: SkyviaErrorCode;
  readonly message: string;
  /** The wait before the next attempt in ms; after a 429 what the answer asked for, 0 where it named none. */
  readonly delay: number;
}
