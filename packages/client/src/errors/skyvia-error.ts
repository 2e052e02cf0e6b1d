/** The kind of a failure, for programs. */
export type SkyviaErrorCode =
  | "auth"
  | "not-found"
  | "schedule-not-defined"
  | "rate-limited"
  | "server"
  | "network"
  | "timeout"
  | "bad-answer"
  | "aborted"
  | "bad-input"
  | "read-only";

/**
 * What is known about the write that failed. `not-sent`: no byte of it was sent. `refused`: it was sent, and it was certainly not carried out. `unknown`: it
 * may have been carried out.
 */
export type WriteOutcome = "not-sent" | "refused" | "unknown";

/** The fields of a `SkyviaError`. */
export interface SkyviaErrorFacts {
  readonly code: SkyviaErrorCode;
  readonly message: string;
  /** One sentence on what to do, naming the scope, the setting or the call. */
  readonly next: string;
  readonly method?: string | null;
  /** The path as in the vendor's documentation, without the base URL and the query. */
  readonly path?: string | null;
  /** null if no answer came: a network failure has no status. */
  readonly status?: number | null;
  /** The `message` of the vendor's error body, redacted. */
  readonly vendorMessage?: string | null;
  /** How often the request was sent or tried to be sent. */
  readonly attempts?: number;
  /** true: no later call of this client's run can succeed (token refused, aborted, out of time). */
  readonly endsRun?: boolean;
  /** Of a write (POST); null for a read, and for an error that is about no request. */
  readonly outcome?: WriteOutcome | null;
}

/**
 * The one error of this client. Texts are redacted before they come here. There is no `cause`, because an error of undici may contain a socket or headers, and
 * with them the token. Recognise it by `isSkyviaError`, not by `instanceof`.
 */
export class SkyviaError extends Error implements Required<SkyviaErrorFacts> {
  override readonly name = "SkyviaError";
  readonly code: SkyviaErrorCode;
  readonly next: string;
  readonly method: string | null;
  readonly path: string | null;
  readonly status: number | null;
  readonly vendorMessage: string | null;
  readonly attempts: number;
  readonly endsRun: boolean;
  readonly outcome: WriteOutcome | null;

  constructor(facts: SkyviaErrorFacts) {
    super(facts.message);
    this.code = facts.code;
    this.next = facts.next;
    this.method = facts.method ?? null;
    this.path = facts.path ?? null;
    this.status = facts.status ?? null;
    this.vendorMessage = facts.vendorMessage ?? null;
    this.attempts = facts.attempts ?? 0;
    this.endsRun = facts.endsRun ?? false;
    this.outcome = facts.outcome ?? null;
  }
}

/** Whether a thrown value is this client's error, also when it comes from another copy of this package. */
export function isSkyviaError(error: unknown): error is SkyviaError {
  return error instanceof Error && error.name === "SkyviaError" && "code" in error && "attempts" in error;
}

/** The error for an argument or a setting that is not usable; nothing was sent. */
export function badInput(message: string, next: string): SkyviaError {
  return new SkyviaError({ code: "bad-input", message, next });
}
