/** Messages by field, as the vendor's envelope carries them. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** The vendor's error body. Source: live answers seen by third parties. */
export interface ErrorEnvelope {
  readonly errorCode: number;
  readonly errors: FieldErrors;
  readonly message: string;
  readonly refresh: boolean;
}

/** A refusal of the API, with its status and text. */
export class ApiFailure extends Error {
  readonly code = "api-failure";
  readonly status: number;
  readonly errors: FieldErrors;

  constructor(status: number, message: string, errors: FieldErrors = {}) {
    super(message);
    this.status = status;
    this.errors = errors;
  }

  /** The body of the answer. */
  envelope(): ErrorEnvelope {
    return envelope(this.status, this.message, this.errors);
  }
}

/** The body of an error answer. */
export function envelope(status: number, message: string, errors: FieldErrors = {}): ErrorEnvelope {
  return { errorCode: status, errors, message, refresh: false };
}
