import {
  createWindow,
  windowAnswered,
  windowFull,
  windowLimited,
  windowOf,
  type WindowState,
} from "../limit/window.ts";
import { noPace, paceAccepted, paceResumed, paceSent, type PaceState } from "../limit/pace.ts";

/** Permission to send one request; `epoch` distinguishes passes from before and after a 429. */
export interface Pass {
  readonly epoch: number;
  readonly sentAt: number;
  /** The operation, as answers of different operations take different times. */
  readonly kind: string;
  readonly isWrite: boolean;
}

/**
 * What an answer says about the API as a whole. `good`: it works. `rejected`: it works, but does not accept this request. `failed`: it does not work, or no
 * answer came. `cancelled`: nothing, because the client ended the request.
 */
export type Reception = "good" | "rejected" | "failed" | "cancelled";

/** Everything that decides whether the next request may be sent. Times are ms of a monotonic clock. */
export interface GateState {
  readonly epoch: number;
  readonly inFlight: number;
  /** Of these, the ones of the current epoch. */
  readonly current: number;
  /** One request at a time, until an answer shows that others may follow. */
  readonly alone: boolean;
  /** An answer has accepted the token. */
  readonly proven: boolean;
  /** Closed until then; null: open. */
  readonly opensAt: number | null;
  /** Bursts of 429 in a row. */
  readonly strikes: number;
  /** Since when nothing but 429 has come; null: something else came last. */
  readonly limitedSince: number | null;
  /** Failures in a row with no other answer between them, 429 apart. */
  readonly failures: number;
  /** Writes in a row that failed or were rejected, whatever reads did meanwhile. */
  readonly failedWrites: number;
  readonly window: WindowState;
  readonly pace: PaceState;
}

/** Open for one request. */
export function newGate(most: number): GateState {
  return {
    epoch: 0,
    inFlight: 0,
    current: 0,
    alone: true,
    proven: false,
    opensAt: null,
    strikes: 0,
    limitedSince: null,
    failures: 0,
    failedWrites: 0,
    window: createWindow(most),
    pace: noPace,
  };
}

/** `send`: the next request may be sent now. `busy`: after an answer. `at`: not before this instant. */
export type Admission =
  | { readonly kind: "send" }
  | { readonly kind: "busy" }
  | { readonly kind: "at"; readonly at: number };

/** How many failures in a row end the run: an outage must not cost a call for every item. */
const mostFailures = 20;

/** How many ms of nothing but 429 end a run that has no deadline. */
const mostLimited = 15 * 60_000;

/** Whether the API fails so often that nothing more is sent. */
export function isOutage({ failures, failedWrites }: GateState): boolean {
  return failures >= mostFailures || failedWrites >= mostFailures;
}

/** Whether the current wait would end after 15 minutes of nothing but 429. */
export function isLimitedForLong({ limitedSince, opensAt }: GateState): boolean {
  return limitedSince !== null && opensAt !== null && opensAt - limitedSince > mostLimited;
}

const send: Admission = { kind: "send" };
const busy: Admission = { kind: "busy" };

/** Whether the next request may be sent, and if not, until when it waits. */
export function admission({ inFlight, current, alone, opensAt, window, pace }: GateState, now: number): Admission {
  if (alone && current > 0) return busy;
  if (inFlight >= windowOf(window)) return busy;
  const at = Math.max(opensAt ?? 0, pace.nextAt);
  return at > now ? { kind: "at", at } : send;
}

/** A request was sent. */
export function afterSend(state: GateState, now: number): GateState {
  return { ...state, inFlight: state.inFlight + 1, current: state.current + 1, pace: paceSent(state.pace, now) };
}

/** A request had to wait because the window is full. */
export function afterFull(state: GateState): GateState {
  const { alone, current, window, inFlight } = state;
  if ((alone && current > 0) || inFlight < windowOf(window)) return state;
  return { ...state, window: windowFull(window) };
}

/** A request ended without a 429. */
export function afterAnswer(state: GateState, pass: Pass, reception: Reception, now: number): GateState {
  const isCurrent = pass.epoch === state.epoch;
  const next = { ...state, inFlight: state.inFlight - 1, current: state.current - (isCurrent ? 1 : 0) };
  if (reception === "cancelled") return next;
  const { kind, sentAt, isWrite } = pass;
  const failed = reception === "failed";
  const window = windowAnswered(state.window, { kind, sentAt, now, failed });
  const failedWrites = !isWrite ? state.failedWrites : reception === "good" ? 0 : state.failedWrites + 1;
  if (failed) return { ...next, window, failedWrites, failures: state.failures + 1, limitedSince: null };
  const resumed = isCurrent && state.opensAt !== null ? paceResumed(state.pace, state.opensAt) : state.pace;
  return {
    ...next,
    window,
    pace: paceAccepted(resumed, now),
    proven: true,
    limitedSince: null,
    failures: 0,
    failedWrites,
    ...(isCurrent ? { alone: false, strikes: 0, opensAt: null } : {}),
  };
}

/**
 * A request was answered with 429. `wait` in ms: what the answer asks for, else what `waitOf` says. A wait of less than a second that proved too short
 * (`Retry-After: 0`, a time rounded down, a clock that is behind) is not used again.
 */
export function afterLimit(
  state: GateState,
  pass: Pass,
  wait: number | null,
  waitOf: (strikes: number) => number,
  now: number,
): GateState {
  const isFirst = pass.epoch === state.epoch;
  const strikes = state.strikes + (isFirst ? 1 : 0);
  const next = {
    ...state,
    inFlight: state.inFlight - 1,
    strikes,
    limitedSince: state.limitedSince ?? now,
    ...(isFirst ? { epoch: state.epoch + 1, current: 0, alone: true } : {}),
  };
  // Of the answers to one burst only the first makes the client slower; each may name a later time.
  const opensAt = isFirst || wait !== null ? now + waitAfter(wait, strikes, waitOf) : now;
  const window = isFirst ? windowLimited(state.window, now) : state.window;
  return { ...next, window, opensAt: Math.max(state.opensAt ?? 0, opensAt) };
}

function waitAfter(wait: number | null, strikes: number, waitOf: (strikes: number) => number): number {
  if (wait === null) return waitOf(strikes);
  return wait < 1_000 && strikes > 1 ? waitOf(1) : wait;
}
