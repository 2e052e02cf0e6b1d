import { SkyviaError, type RetryNotice } from "@skyvia-schedules/client";
import { canceledError } from "./canceled-error.ts";
import { lateError } from "./late-error.ts";
import { answered, checked, ended, endsWork, noCalls, sent, type WaitingCalls } from "./waiting-calls.ts";

/** Everything that decides which calls of one piece of work are sent, and which are ended. Times are in ms of one clock. */
export interface PatienceState {
  readonly calls: WaitingCalls;
  /** How many calls were sent. It is also the id of the next call. */
  readonly count: number;
  readonly hasWritten: boolean;
  /** Why the whole work ended: the error of every later call. null: it goes on. */
  readonly over: SkyviaError | null;
}

/** Work that has sent nothing. */
export const newWork: PatienceState = { calls: noCalls, count: 0, hasWritten: false, over: null };

/** Why the next call is not sent. null: it is sent. Work of a canceled run that has written may still read, to learn what it did. */
export function refusalOf(
  { over, hasWritten }: PatienceState,
  isWrite: boolean,
  canceled: boolean,
): SkyviaError | null {
  if (over !== null) return over;
  return canceled && (isWrite || !hasWritten) ? canceledError() : null;
}

/** The calls that have to be ended: the late ones, or all when the work is over. */
export function callsToEnd({ calls, over }: PatienceState): Iterable<number> {
  return over === null ? calls.late : calls.sentAt.keys();
}

/** A call is sent; its id is the `count` of the state before. */
export function afterSend(state: PatienceState, isWrite: boolean, now: number): PatienceState {
  const { calls, count, hasWritten } = state;
  return { ...state, calls: sent(calls, count, now), count: count + 1, hasWritten: hasWritten || isWrite };
}

/** A call succeeded. */
export function afterAnswer(state: PatienceState, call: number, now: number): PatienceState {
  return { ...state, calls: answered(state.calls, call, now) };
}

/** A call ended without an answer, for a reason that says nothing about the API. */
export function afterEnd(state: PatienceState, call: number): PatienceState {
  return { ...state, calls: ended(state.calls, call) };
}

/** Every call that has waited for `limit` ms is late. */
export function afterCheck(state: PatienceState, now: number, limit: number): PatienceState {
  return { ...state, calls: checked(state.calls, now, limit) };
}

/** The owner of the work closed it. The first reason to end the work is the one that stays. */
export function afterClose(state: PatienceState): PatienceState {
  const closed = (): SkyviaError =>
    new SkyviaError({ code: "aborted", message: "the work is over", next: "", endsRun: true });
  return { ...state, over: state.over ?? closed() };
}

/** How a call failed. */
export interface CallFailure {
  readonly call: number;
  /** The error of the client. */
  readonly error: SkyviaError;
  /** Why the call was last sent again. */
  readonly retry: RetryNotice | null;
  readonly canceled: boolean;
}

/** The state after a failed call, and the error for its caller. A late call ends the whole work if nothing was answered since it was sent. */
export function afterFailure(
  state: PatienceState,
  failure: CallFailure,
  now: number,
  limit: number,
): { readonly state: PatienceState; readonly error: SkyviaError } {
  const { call, error } = failure;
  const given = errorOf(state, failure, limit);
  const calls = error.status === null ? ended(state.calls, call) : answered(state.calls, call, now);
  const endsAll = isLate(state, failure) && given.endsRun;
  return { state: { ...state, calls, over: endsAll ? given : state.over }, error: given };
}

/** Whether the call was ended because it took too long. */
function isLate({ calls }: PatienceState, { call, error }: CallFailure): boolean {
  return error.code === "aborted" && calls.late.has(call);
}

function errorOf(state: PatienceState, failure: CallFailure, limit: number): SkyviaError {
  const { call, error, retry, canceled } = failure;
  if (error.code !== "aborted") return error;
  if (isLate(state, failure)) return lateError(error, limit, retry, endsWork(state.calls, call));
  return state.over ?? (canceled && error.outcome !== "unknown" ? canceledError() : error);
}
