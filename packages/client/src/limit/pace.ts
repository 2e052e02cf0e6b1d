/**
 * How many requests a second may be sent, found from answers of 429. Without one there is no such limit. The first 429
 * gives a rate: what the server accepted, over the time that it took with the wait. Every later one lowers the rate by
 * a share, and between them the rate rises by equal steps. All functions are pure; times are ms of one clock.
 */
export interface PaceState {
  /** Requests a second; null: no limit is known. */
  readonly rate: number | null;
  /** Too little was accepted to give a rate: it rises by a factor until the next 429. */
  readonly searching: boolean;
  /** The rate at which the last 429 came. Beyond it the steps double every second. */
  readonly known: number;
  /** By how much the rate rises in a second. */
  readonly step: number;
  readonly raisedAt: number;
  /** Nothing is sent before this instant. */
  readonly nextAt: number;
  /** The span that is measured: since when, and how many requests were accepted in it. */
  readonly since: number;
  readonly accepted: number;
}

/** With fewer accepted requests before a 429, the server takes requests one by one, and the wait says nothing of its rate. */
const enough = 5;
/** The share of the first measured rate that is sent. */
const margin = 0.9;
/** Of the rate at which a 429 came, the least and the largest share that is sent after it. */
const leastShare = 0.6;
const largestShare = 0.85;
/** The factor for each accepted request of a search, and the share of the rate that is sent after it. */
const searchFactor = 1.5;
const searchShare = 0.55;
/** The step, as a share of the rate. */
const stepShare = 0.02;
/** Up to this share of the known limit the steps are larger. */
const near = 0.9;
const farFactor = 5;
/** Timers are late: a request that was late by so many ms, or by so large a share of the interval, does not delay the next. */
const slack = 4;
const slackShare = 0.1;
/** Beyond this rate the pace limits nothing. */
const unlimited = 5_000;
/** After a wait, one request a second is never too many to ask. */
const leastRate = 1;

export const noPace: PaceState = {
  rate: null,
  searching: false,
  known: Infinity,
  step: 0,
  raisedAt: 0,
  nextAt: 0,
  since: -1,
  accepted: 0,
};

/** A request is sent. */
export function paceSent(state: PaceState, now: number): PaceState {
  const since = state.since < 0 ? now : state.since;
  if (state.rate === null) return since === state.since ? state : { ...state, since };
  const interval = 1000 / state.rate;
  const late = interval < slack ? slack : Math.min(slack, interval * slackShare);
  return { ...state, since, nextAt: Math.max(state.nextAt, now - late) + interval };
}

/** An answer other than 429 came. */
export function paceAccepted(state: PaceState, now: number): PaceState {
  const counted = { ...state, accepted: state.accepted + 1 };
  if (state.rate === null) return counted;
  if (state.searching) return { ...counted, rate: Math.min(unlimited, state.rate * searchFactor), raisedAt: now };
  const seconds = (now - state.raisedAt) / 1000;
  if (seconds < 0.1) return counted;
  const rate = state.rate + state.step * seconds * (state.rate < near * state.known ? farFactor : 1);
  const step = rate > state.known ? state.step * 2 ** seconds : state.step;
  return rate > unlimited ? { ...counted, rate: null } : { ...counted, rate, step, raisedAt: now };
}

/** The first request after a wait that ended at `openedAt` was accepted: a new span begins, at another rate. */
export function paceResumed(state: PaceState, openedAt: number): PaceState {
  const seen = (state.accepted * 1000) / Math.max(1, openedAt - Math.max(0, state.since));
  const rate = Math.max(leastRate, nextRate(state, seen));
  return {
    ...state,
    rate,
    searching: state.rate === null && state.accepted < enough,
    known: state.rate ?? seen,
    step: rate * stepShare,
    raisedAt: openedAt,
    nextAt: openedAt + 1000 / rate, // the request that was accepted counts
    since: openedAt,
    accepted: 0,
  };
}

/** `seen`: what was accepted in a second, the wait included. */
function nextRate({ rate, searching }: PaceState, seen: number): number {
  if (rate === null) return seen * margin;
  if (searching) return rate * searchShare;
  return Math.min(rate * largestShare, Math.max(rate * leastShare, seen));
}
