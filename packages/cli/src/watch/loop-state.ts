/** Both clocks at one moment, in milliseconds: the system's, which can be set, and one that never jumps. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** What a watch is doing. `waiting`: the last sweep succeeded. `backing-off`: the last sweep failed, and the next one is a retry. */
export type Phase = "starting" | "sweeping" | "waiting" | "backing-off" | "stopped";

/** Why a sweep begins. `clock`: the system's clock was set back, so the effect of holds and freezes may have changed. */
export type SweepReason = "start" | "interval" | "transition" | "files" | "clock" | "retry";

export type SweepKind = "full" | "light";

/** Where the loop is. Plain values: every step is a pure function of it. */
export interface LoopState {
  readonly phase: Phase;
  /** When the next sweep is due, whatever else happens. */
  readonly due: Moment;
  /** When a full sweep is due. */
  readonly fullDue: Moment;
  /** The next instant, by the wall, at which a hold or freeze begins or ends. null: there is none, or it is not known. */
  readonly transition: number | null;
  /** Whether files changed since the last sweep began. */
  readonly filesChanged: boolean;
  /** Sweeps that failed, since the last that did not. */
  readonly failures: number;
  /** Whether a sweep has succeeded since the start. */
  readonly hasSucceeded: boolean;
  /** When the last sweep began. */
  readonly sweptAt: Moment;
}

/** How a sweep ended. */
export interface SweepEnd {
  readonly kind: SweepKind;
  /** Whether the sweep failed: the API failed, or the sweep could not begin. */
  readonly failed: boolean;
  /** Whether a read did not agree with the listing. */
  readonly contradicted: boolean;
  /** The next transition that it found, by the wall. null: there is none, or the sweep failed before it was known. */
  readonly transition: number | null;
}

/** How often sweeps come. */
export interface Timing {
  /** In milliseconds. */
  readonly interval: number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** The longest wait between two looks at the clocks, in milliseconds, so that it notices soon when the machine was asleep. */
export const longestLook = 1000;

const fullEvery = 24 * 3_600_000;
const longestBackOff = 600_000;
const firstBackOff = 10_000;

/** A share of the interval by which it is longer or shorter. */
const jitter = 0.1;

/** The first sweep is due at once, and is a full one. */
export function startLoop(now: Moment): LoopState {
  return {
    phase: "starting",
    due: now,
    fullDue: now,
    transition: null,
    filesChanged: false,
    failures: 0,
    hasSucceeded: false,
    sweptAt: now,
  };
}

/** Why a sweep has to begin now. null: nothing asks for one yet. */
export function reasonToSweep(state: LoopState, now: Moment): SweepReason | null {
  const { phase, due, transition, filesChanged, sweptAt } = state;
  if (phase === "starting") return "start";
  if (phase !== "waiting" && phase !== "backing-off") return null;
  if (filesChanged) return "files";
  if (transition !== null && now.wall >= transition) return "transition";
  if (offsetOf(now) < offsetOf(sweptAt) - longestLook) return "clock";
  if (isOver(due, now)) return phase === "backing-off" ? "retry" : "interval";
  return null;
}

/** The kind of the next sweep: full at the start, every 24 hours, and after a contradiction. */
export function kindOfSweep({ fullDue }: LoopState, now: Moment): SweepKind {
  return isOver(fullDue, now) ? "full" : "light";
}

/** A sweep begins. */
export function beginSweep(state: LoopState, now: Moment): LoopState {
  return { ...state, phase: "sweeping", sweptAt: now, filesChanged: false };
}

/** A sweep has ended: decides when the next one is due. */
export function endSweep(state: LoopState, end: SweepEnd, now: Moment, timing: Timing): LoopState {
  const { sweptAt, transition } = state;
  if (end.failed) {
    const failures = state.failures + 1;
    const due = after(now, backOff(failures, timing));
    const known = end.transition ?? transition;
    const isAhead = known !== null && known > sweptAt.wall; // a transition in the past must not cause endless sweeps
    return { ...state, phase: "backing-off", failures, due, transition: isAhead ? known : null };
  }
  const wait = timing.interval * (1 + jitter * (2 * timing.random() - 1));
  const next = after(sweptAt, wait);
  const fullDue = end.contradicted ? now : end.kind === "full" ? after(sweptAt, fullEvery) : state.fullDue;
  return {
    ...state,
    phase: "waiting",
    failures: 0,
    hasSucceeded: true,
    due: next,
    fullDue,
    transition: end.transition,
  };
}

/** Files were loaded again: the next sweep begins at once. */
export function noteFiles(state: LoopState): LoopState {
  return { ...state, filesChanged: true };
}

/** A signal came. */
export function stopLoop(state: LoopState): LoopState {
  return { ...state, phase: "stopped" };
}

/** How long to wait before the next look, in milliseconds: until something is due, but no longer than a second. */
export function waitBeforeLook({ due, transition }: LoopState, now: Moment): number {
  const left = [due.monotonic - now.monotonic, due.wall - now.wall, (transition ?? Infinity) - now.wall];
  return Math.min(longestLook, ...left.map((ms) => Math.max(1, Math.ceil(ms))));
}

/** Doubles from 10 seconds, or from the interval where that is shorter, up to 10 minutes; up to a tenth of it less, by chance. */
function backOff(failures: number, { interval, random }: Timing): number {
  const least = Math.min(interval, firstBackOff);
  return Math.min(longestBackOff, least * 2 ** Math.min(failures - 1, 30)) * (1 - jitter * random());
}

function after({ wall, monotonic }: Moment, ms: number): Moment {
  return { wall: wall + ms, monotonic: monotonic + ms };
}

/** By either clock: a machine that slept stops one of them, and people can set the other. */
function isOver(due: Moment, now: Moment): boolean {
  return now.monotonic >= due.monotonic || now.wall >= due.wall;
}

function offsetOf({ wall, monotonic }: Moment): number {
  return wall - monotonic;
}
