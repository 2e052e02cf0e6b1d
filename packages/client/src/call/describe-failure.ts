import { mayHaveHappened, type Failure } from "../errors/failure.ts";
import { noAttempt, type RetryState } from "./retry-state.ts";
import type { Operation } from "../api/operations.ts";
import type { Redactor } from "../errors/redactor.ts";
import { SkyviaError, type SkyviaErrorCode, type WriteOutcome } from "../errors/skyvia-error.ts";

/** The call that a failure is about. */
export interface Subject {
  readonly operation: Operation<unknown>;
  readonly path: string;
  /** The state of the call, this failure included. */
  readonly state: RetryState;
}

/** The subject of a first attempt that failed. */
export function firstAttempt(operation: Operation<unknown>, path: string): Subject {
  return { operation, path, state: { ...noAttempt, attempts: 1 } };
}

interface Words {
  readonly code: SkyviaErrorCode;
  readonly message: string;
  readonly next: string;
  readonly endsRun?: boolean;
}

/** The error of a failed call: what failed, why, what to do. Foreign text is redacted and shortened. */
export function describeFailure(failure: Failure, subject: Subject, redact: Redactor): SkyviaError {
  if (failure.kind === "refused") return failure.error;
  const vendorMessage = failure.kind === "status" ? shorten(failure.vendorMessage, redact) : null;
  const outcome = outcomeOf(failure, subject);
  const {
    code,
    message,
    next,
    endsRun = false,
  } = aboutWrite(words(failure, subject, vendorMessage, redact), outcome, subject);
  return new SkyviaError({
    code,
    message,
    next,
    method: subject.operation.method,
    path: subject.path,
    status: "status" in failure ? failure.status : null,
    vendorMessage,
    attempts: subject.state.attempts,
    endsRun,
    outcome,
  });
}

function words(
  failure: Exclude<Failure, { kind: "refused" }>,
  subject: Subject,
  vendorMessage: string | null,
  redact: Redactor,
): Words {
  const { operation, path, state } = subject;
  const { attempts } = state;
  const request = `${operation.method} ${path}`;
  const tries = attempts > 1 ? `, ${attempts} attempts` : "";
  const later = `Try again later; ${checkNetwork}`;
  switch (failure.kind) {
    case "status":
      return statusWords(failure.status, subject, `${request} answered ${failure.status}${tries}`, vendorMessage);
    case "bad-answer":
      return {
        code: "bad-answer",
        message: `the answer cannot be used: ${shorten(failure.reason, redact)} (${request} answered ${failure.status}${tries})`,
        next:
          failure.next ??
          "Check the base URL; if it is right, the API has changed: look for a newer version of this client.",
      };
    case "network":
      return {
        code: "network",
        message: `the API could not be reached: ${failure.reason} (${request}${tries})`,
        next: failure.next ?? later,
      };
    case "timeout":
      return {
        code: "timeout",
        message: `no whole answer within ${failure.limit / 1000} s (${request}${tries})`,
        next: `Allow an attempt more time (request timeout), or try again later; ${checkNetwork}`,
      };
    case "limited":
      return {
        code: "rate-limited",
        message: `the API asks to wait until ${new Date(failure.until).toISOString()}, which is past the deadline (${request})${lastFailure(state, false)}`,
        next: `Run again at ${new Date(failure.until).toISOString()}, or allow the run more time.`,
        endsRun: true,
      };
    case "aborted":
      return {
        code: "aborted",
        message: `${failure.reason} (${request}${failure.sent ? ", sent already" : ""})`,
        next: "Run it again when you want to.",
        endsRun: failure.endsRun,
      };
    case "out-of-time":
      return {
        code: "timeout",
        message: `the run is out of time: it was waiting for ${request}${failure.sent ? " (sent already)" : ""}${lastFailure(state, failure.sent)}`,
        next: "Allow the run more time (timeout).",
        endsRun: true,
      };
  }
}

/** The last failure of a call that the end of the run cut short, and how often it failed. */
function lastFailure({ last, attempts }: RetryState, isSent: boolean): string {
  if (last === null) return "";
  const failed = isSent ? attempts - 1 : attempts;
  return `; it has failed ${failed === 1 ? "once" : `${failed} times`}: ${reasonOf(last)}`;
}

function reasonOf(failure: Failure): string {
  switch (failure.kind) {
    case "status":
    case "bad-answer":
      return `the last answer was ${failure.status}`;
    case "network":
      return `the last attempt failed (${failure.reason})`;
    case "timeout":
      return `the last attempt had no whole answer within ${failure.limit / 1000} s`;
    default:
      return "the last attempt was not sent";
  }
}

/** What is known about a write after its last failure; null for a read. */
function outcomeOf(failure: Failure, { operation, state }: Subject): WriteOutcome | null {
  if (operation.retry === "read") return null;
  if (state.doubt !== "none") return "unknown";
  if (!state.verified && mayHaveHappened(failure, operation.retry)) return "unknown";
  return state.verified || "status" in failure ? "refused" : "not-sent";
}

/** Adds to the failure of a write what is known about its outcome. */
function aboutWrite(said: Words, outcome: WriteOutcome | null, { operation, state }: Subject): Words {
  if (outcome === "unknown" && operation.retry === "once") {
    return {
      ...said,
      message: `the run may have started: ${said.message}`,
      next: "Look at the integration's active execution and its newest finished ones before you run it again.",
    };
  }
  if (outcome === "unknown") {
    return { ...said, next: `It may have been carried out: check the state before you repeat it. ${said.next}` };
  }
  if (state.verified) return { ...said, next: `A read afterwards showed that nothing was changed. ${said.next}` };
  return said;
}

const checkNetwork = "check the base URL, the network and the proxy settings.";

function statusWords(status: number, subject: Subject, answered: string, vendorMessage: string | null): Words {
  const { operation } = subject;
  const why = vendorMessage === null ? `(${answered})` : `(${answered}: ${vendorMessage})`;
  if (status === 401 || status === 403) return refusal(operation, why, vendorMessage);
  if (status === 404 || status === 410) {
    return {
      code: "not-found",
      message: `not found ${why}`,
      next: "Check the ids and the base URL: an id is valid only inside its workspace.",
    };
  }
  if (status === 429) {
    return {
      code: "rate-limited",
      message: `the API asks to slow down ${why}`,
      next: "Try again later, or with a lower concurrency.",
    };
  }
  if (status >= 500 || status === 408) {
    return {
      code: "server",
      message: `the API failed ${why}`,
      next: "Try again later: the fault is on the side of the API.",
    };
  }
  return {
    code: "bad-input",
    message: `the API does not accept this ${why}`,
    next: "Correct what the message names. The state of the integration may also not allow the call now.",
  };
}

/** The vendor answers 403 to a wrong, an expired and an under-scoped token; only the message differs. */
function refusal({ method, does, scope }: Operation<unknown>, why: string, vendorMessage: string | null): Words {
  const said = vendorMessage ?? "";
  if (
    /authorization header|token (is|was|has been|has) .*(unknown|invalid|missing|revoked|expired)|(unknown|invalid) .*token/i.test(
      said,
    )
  ) {
    return {
      code: "auth",
      message: `the token was refused ${why}`,
      next: "Copy a valid token from the account settings in Skyvia; tokens expire within a year.",
      endsRun: true,
    };
  }
  return {
    code: "auth",
    message: `the token may not ${does} ${why}`,
    next: `Give the token the scope "${scope}" and access to this workspace${method === "GET" ? "" : ", or make only calls that read"}.`,
    endsRun: true,
  };
}

function shorten(text: string | null, redact: Redactor): string | null {
  if (text === null) return null;
  const clean = redact(text).replace(/\s+/g, " ");
  return clean.length > 300 ? `${clean.slice(0, 300)}...` : clean;
}
