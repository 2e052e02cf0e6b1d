/** What is known about a write that failed: `not-sent` and `refused` were surely not carried out, `unknown` may have been. */
export type WriteOutcome = "not-sent" | "refused" | "unknown";

/** A failed call as the port rejects with it, recognized by its shape: any error with a string `code`. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly next?: string;
  readonly method?: string | null;
  readonly path?: string | null;
  readonly status?: number | null;
  readonly attempts?: number;
  /** true: no later call of this run can succeed (token refused, run aborted or out of time). */
  readonly endsRun?: boolean;
  /** Of a write; null for a read. */
  readonly outcome?: WriteOutcome | null;
}

/** An error as a result carries it: plain JSON, without stack or cause. */
export interface ErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly attempts?: number;
  /** Only for a write. */
  readonly outcome?: WriteOutcome;
}

/** Whether a thrown value is a failed call, and not a defect of this program. */
export function isApiError(error: unknown): error is ApiError & Error {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "attempts" in error;
}

/** Whether the run was aborted or is out of time, so that no call of any token can succeed. Other errors that end a run are of one token. */
export function isRunAborted({ code, endsRun = false }: ApiError): boolean {
  return endsRun && (code === "aborted" || code === "timeout");
}

/** The plain record of a failed call. */
export function errorRecord(error: ApiError): ErrorRecord {
  return {
    code: error.code,
    message: error.message,
    next: error.next ?? "",
    ...(error.method == null ? {} : { method: error.method }),
    ...(error.path == null ? {} : { path: error.path }),
    ...(error.status == null ? {} : { status: error.status }),
    ...(error.attempts == null ? {} : { attempts: error.attempts }),
    ...(error.outcome == null ? {} : { outcome: error.outcome }),
  };
}
