import type { RetryClass } from "../api/operations.ts";
import { isRetryable, mayHaveHappened, type Failure } from "../errors/failure.ts";

/**
 * What is known about a write that failed. `none`: no attempt can have been carried out. `answered`: the API answered an attempt with a failure, so a read
 * decides. `cut-off`: an attempt got no whole answer and may still take effect.
 */
export type Doubt = "none" | "answered" | "cut-off";

/** The state of one call. */
export interface RetryState {
  /** How often the request was sent, or the client tried to send it. */
  readonly attempts: number;
  /** Of these, how often the answer was 429. */
  readonly limited: number;
  readonly doubt: Doubt;
  /** The failure that caused the doubt, else the last failure. */
  readonly cause: Failure | null;
  /** The last failure that an attempt had. Unlike `cause`, the end of the run does not replace it. */
  readonly last: Failure | null;
  /** A read showed that the write did not happen. */
  readonly verified: boolean;
}

export const noAttempt: RetryState = {
  attempts: 0,
  limited: 0,
  doubt: "none",
  cause: null,
  last: null,
  verified: false,
};

/**
 * What follows a failed attempt. `wait`: send it again when the gate opens after a 429. `retry`: send it again after a
 * back-off. `verify`: after a back-off, read whether it took effect, and send it again if not. `verify-last`: read
 * whether it took effect, and fail if not. `fail`: the call fails.
 */
export type RetryStep = "wait" | "retry" | "verify" | "verify-last" | "fail";

/** Upper bound of the attempts of one call. Answers of 429 do not count. */
const maxAttempts = 4;

/** The state after a failure, and what to do next. */
export function afterFailure(
  state: RetryState,
  failure: Failure,
  retry: RetryClass,
): { readonly state: RetryState; readonly step: RetryStep } {
  const isLimited = failure.kind === "status" && failure.status === 429;
  const inDoubt = mayHaveHappened(failure, retry);
  const next: RetryState = {
    attempts: state.attempts + (isAttempt(failure) ? 1 : 0),
    limited: state.limited + (isLimited ? 1 : 0),
    doubt: inDoubt ? deeper(state.doubt, failure) : state.doubt,
    cause: inDoubt || state.doubt === "none" ? failure : state.cause,
    last: endsFromOutside(failure) ? state.last : failure,
    verified: state.verified && !inDoubt,
  };
  return { state: next, step: stepAfter(next, failure, retry, isLimited, inDoubt) };
}

/** The state after a read showed that the write did not take effect. */
export function afterVerification(state: RetryState): RetryState {
  return { ...state, verified: true, doubt: state.doubt === "answered" ? "none" : state.doubt };
}

/** How many back-offs the call has had, this one included. */
export function backOffsOf({ attempts, limited }: RetryState): number {
  return attempts - limited;
}

function stepAfter(
  state: RetryState,
  failure: Failure,
  retry: RetryClass,
  isLimited: boolean,
  inDoubt: boolean,
): RetryStep {
  if (retry === "once" && (isLimited || inDoubt || "status" in failure)) return "fail";
  if (isLimited) return "wait";
  if (!isRetryable(failure)) return "fail";
  if (backOffsOf(state) >= maxAttempts) return inDoubt ? "verify-last" : "fail";
  return inDoubt ? "verify" : "retry";
}

function deeper(doubt: Doubt, failure: Failure): Doubt {
  return failure.kind === "status" && doubt !== "cut-off" ? "answered" : "cut-off";
}

/** Whether the run or its caller ended the call, or kept it from being sent. */
function endsFromOutside({ kind }: Failure): boolean {
  return kind === "aborted" || kind === "out-of-time" || kind === "limited" || kind === "refused";
}

/** Whether the request was given to the network, and not stopped while it waited for its turn. */
function isAttempt(failure: Failure): boolean {
  return "sent" in failure
    ? failure.sent || failure.kind === "network" || failure.kind === "timeout"
    : "status" in failure;
}
