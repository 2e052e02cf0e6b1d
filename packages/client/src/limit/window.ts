/**
 * How many requests may be in flight, found from how long answers take. The window grows while answers stay as quick
 * as they were with fewer requests in flight, and shrinks in proportion when they get slower, because then requests
 * only queue at the server. All functions are pure; times are ms of one clock.
 */
export interface WindowState {
  /** Requests that may be in flight; `windowOf` rounds it. */
  readonly size: number;
  /** Upper bound of `size`. */
  readonly most: number;
  /** Growth is still by a factor. It ends with the first sign of a limit. */
  readonly starting: boolean;
  readonly round: Round;
  /** How long answers of each kind take with few requests in flight, in ms. */
  readonly bases: Readonly<Record<string, number>>;
  /** Rounds since the bases were last measured. */
  readonly age: number;
  /** The size to go back to after a round that measures the bases; null in other rounds. */
  readonly paused: number | null;
}

/** The answers to about one window of requests, all sent since the round began. */
interface Round {
  readonly startedAt: number;
  readonly count: number;
  readonly kinds: Readonly<Record<string, { readonly count: number; readonly sum: number }>>;
  /** Requests had to wait for the window. */
  readonly full: boolean;
  /** An answer was a failure of the server. */
  readonly failed: boolean;
}

const firstSize = 8;
const growth = 1.25;
/** Answers that take up to this factor of the base count as quick. */
const quick = 1.15;
const slow = 1.3;
/** Below this many ms, answers count as equally quick: differences come from this machine. */
const grain = 5;
/** The client never aims for more calls a second than this, so that quick answers need no large window. */
const fastest = 3_200;
/** Rounds between two measurements of the bases. */
const measureEvery = 60;
/** Latency alone never makes the window smaller than this. */
const leastByLatency = 4;

/** A window that starts at 8, or at `most` where that is less. */
export function createWindow(most: number): WindowState {
  return {
    size: Math.min(firstSize, most),
    most,
    starting: true,
    round: newRound(0),
    bases: {},
    age: 0,
    paused: null,
  };
}

/** The window as a whole number of requests. */
export function windowOf({ size }: WindowState): number {
  return Math.max(1, Math.floor(size));
}

/** A request has to wait because the window is full. */
export function windowFull(state: WindowState): WindowState {
  return state.round.full ? state : { ...state, round: { ...state.round, full: true } };
}

/** An answer came. `kind` is the operation: different operations take different times. */
export function windowAnswered(
  state: WindowState,
  {
    kind,
    sentAt,
    now,
    failed,
  }: { readonly kind: string; readonly sentAt: number; readonly now: number; readonly failed: boolean },
): WindowState {
  const { round } = state;
  if (sentAt < round.startedAt) return state; // sent under another window
  const sum = round.kinds[kind] ?? { count: 0, sum: 0 };
  const base = state.bases[kind];
  const taken = Math.max(grain, now - sentAt);
  // One slow answer must not decide about its round.
  const bounded = base === undefined ? taken : Math.min(taken, base * 4);
  const grown: WindowState = {
    ...state,
    round: {
      ...round,
      count: round.count + 1,
      kinds: failed ? round.kinds : { ...round.kinds, [kind]: { count: sum.count + 1, sum: sum.sum + bounded } },
      failed: round.failed || failed,
    },
  };
  return grown.round.count < windowOf(state) ? grown : endRound(grown, now);
}

/** A 429 came: from now on, fewer requests are in flight. */
export function windowLimited(state: WindowState, now: number): WindowState {
  return { ...state, size: Math.max(1, state.size / 2), starting: false, paused: null, round: newRound(now) };
}

function newRound(startedAt: number): Round {
  return { startedAt, count: 0, kinds: {}, full: false, failed: false };
}

function endRound(state: WindowState, now: number): WindowState {
  const { round, paused } = state;
  const next = { ...state, round: newRound(now), age: state.age + 1 };
  if (round.failed) return { ...next, size: Math.max(1, state.size * 0.7), starting: false, paused: null };
  if (paused !== null) return { ...next, size: paused, paused: null, age: 0, bases: measured(state, 1) };
  const ratio = slowness(state);
  const bases = measured(state, 0.5);
  if (ratio > slow) return shrink({ ...next, bases }, ratio);
  if (ratio > quick) return { ...next, bases, starting: false };
  if (next.age >= measureEvery && state.size > leastByLatency) {
    return { ...next, bases, paused: state.size, size: Math.max(leastByLatency, state.size / 2) };
  }
  return round.full ? grow({ ...next, bases }) : { ...next, bases };
}

function grow(state: WindowState): WindowState {
  const size = state.starting ? state.size * growth : state.size + 1;
  return { ...state, size: Math.max(state.size, Math.min(size, state.most, usefulSize(state))) };
}

function shrink(state: WindowState, ratio: number): WindowState {
  const size = Math.max(leastByLatency, state.size / ratio);
  // With so few requests in flight, this client does not make the server slow: these are the new bases.
  if (state.size <= leastByLatency) return { ...state, bases: {}, age: 0, starting: true };
  return { ...state, size: Math.min(state.size, size), starting: false };
}

/** The largest useful window: a larger one would only send more calls a second than the client aims for. */
function usefulSize({ bases }: WindowState): number {
  const longest = Math.max(grain, ...Object.values(bases));
  return Math.max(firstSize, Math.ceil((fastest * longest) / 1000));
}

/** The factor by which answers in this round were slower than the bases, weighted by their number; 1 without answers. */
function slowness({ round, bases }: WindowState): number {
  let count = 0;
  let sum = 0;
  for (const [kind, seen] of Object.entries(round.kinds)) {
    const base = bases[kind];
    if (base === undefined) continue;
    count += seen.count;
    sum += seen.sum / base;
  }
  return count === 0 ? 1 : sum / count;
}

/** The bases after a round: an unknown one is taken as it is, a lower one counts by `weight`, a higher one not at all or wholly. */
function measured({ round, bases }: WindowState, weight: number): WindowState["bases"] {
  const next: Record<string, number> = { ...bases };
  for (const [kind, { count, sum }] of Object.entries(round.kinds)) {
    const mean = sum / count;
    const base = bases[kind];
    if (base === undefined || weight === 1) next[kind] = mean;
    else if (mean < base) next[kind] = base + (mean - base) * weight;
  }
  return next;
}
