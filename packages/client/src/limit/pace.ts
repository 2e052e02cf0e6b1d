/**
 * How many requests a second may be sent, found from answers of 429. Without one there is no such limit. The first 429
 * gives a lower bound of the rate: what the server accepted, over the time that it took with the wait. From there the
 * rate rises by a factor until the next 429. Every later 429 lowers the rate by a share, and between them the rate rises
 * by equal steps, by smaller ones where the last 429 came at about the same rate as the one before. All functions are
 * pure; times are ms of one clock.
 */
export interface PaceState {
  /** Requests a second; null: no limit is known. */
  readonly rate: number | null;
  /** Only a lower bound is known: the rate rises by a factor until the next 429. */
  readonly searching: boolean;
  /** The rate at which the last 429 came. Beyond it the steps double every second. */
  readonly known: number;
  /** By how much the rate rises in a second. */
  readonly step: number;
  /** The step after the last 429, as a share of the rate. */
  readonly share: number;
  readonly raisedAt: number;
  /** Nothing is sent before this instant. */
  readonly nextAt: number;
  /** The span that is measured: since when, and how many requests were accepted in it. */
  readonly since: number;
  readonly accepted: number;
}

/** The share of the first lower bound that is sent. */
const margin = 0.9;
/** In a search, the rate rises in a second by e to this power, and by at most a factor for each accepted request. */
const searchGrowth = 1.5;
const searchFactor = 1.7;
/** The share of the rate that is sent after a search. */
const searchShare = 0.55;
/** Of the rate at which a 429 came, the least and the largest share that is sent after it. */
const leastShare = 0.6;
const largestShare = 0.85;
/** Two 429 came at about the same rate if the lower rate is at least the first share of the other. Then the second share is sent. */
const same = 0.85;
const sameShare = 0.9;
/** The step, as a share of the rate, and what it becomes by halves while 429 come at about the same rate. */
const largestStep = 0.01;
const leastStep = 0.0025;
/** Up to this share of the known limit the steps are larger. */
const near = 0.9;
const farFactor = 5;
/** Timers are late: a request that was late by so many ms, or by so large a share of the interval, does not delay the next. */
const slack = 4;
const slackShare = 0.05;
/** Beyond this rate the pace limits nothing. */
const unlimited = 5_000;
/** After a wait, at least one request a second is sent. */
const leastRate = 1;

export const noPace: PaceState = {
  rate: null,
  searching: false,
  known: Infinity,
  step: 0,
  share: largestStep,
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
  const seconds = (now - state.raisedAt) / 1000;
  if (state.searching) {
    const factor = Math.min(searchFactor, Math.exp(searchGrowth * Math.max(0, seconds)));
    const rate = state.rate * factor;
    return rate > unlimited ? { ...counted, rate: null, searching: false } : { ...counted, rate, raisedAt: now };
  }
  if (seconds < 0.1) return counted;
  const rate = state.rate + state.step * seconds * (state.rate < near * state.known ? farFactor : 1);
  const step = rate > state.known ? state.step * 2 ** seconds : state.step;
  return rate > unlimited ? { ...counted, rate: null } : { ...counted, rate, step, raisedAt: now };
}

/** The first request after a wait that ended at `openedAt` was accepted: a new span begins, at another rate. */
export function paceResumed(state: PaceState, openedAt: number): PaceState {
  const seen = (state.accepted * 1000) / Math.max(1, openedAt - Math.max(0, state.since));
  const rate = Math.max(leastRate, nextRate(state, seen));
  const share = isSameLimit(state) ? Math.max(leastStep, state.share / 2) : largestStep;
  return {
    ...state,
    rate,
    searching: state.rate === null,
    known: state.rate ?? seen,
    step: rate * share,
    share,
    raisedAt: openedAt,
    nextAt: openedAt + 1000 / rate, // the request that was accepted counts
    since: openedAt,
    accepted: 0,
  };
}

/** `seen`: what was accepted in a second, the wait included. */
function nextRate(state: PaceState, seen: number): number {
  const { rate, searching } = state;
  if (rate === null) return seen * margin;
  if (searching) return rate * searchShare;
  if (isSameLimit(state)) return rate * sameShare;
  return Math.min(rate * largestShare, Math.max(rate * leastShare, seen));
}

/** Whether a 429 came at about the rate at which the one before it came. */
function isSameLimit({ rate, searching, known }: PaceState): boolean {
  return rate !== null && !searching && rate >= same * known && rate * same <= known;
}
