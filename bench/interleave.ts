import { timeProcess, type Command } from "./process-time.ts";

/** Least, median and most of some numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** The result of a row's rounds. */
export interface Measured {
  /** Milliseconds. */
  readonly tool: Spread;
  /** Milliseconds: measured, or computed where the row says so. */
  readonly baseline: Spread;
  /** Of the two in one round. */
  readonly ratio: Spread;
}

/**
 * Times tool and baseline in turns, each in a fresh process, so that other work on the machine affects both in the same way. One run of each before the first
 * round is not counted. A baseline that is a number of milliseconds is not run.
 */
export function interleave(tool: Command, baseline: Command | number, rounds: number): Measured {
  const runBaseline = (): number => (typeof baseline === "number" ? baseline : timeProcess(baseline).ms);
  const pairs: { readonly tool: number; readonly baseline: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const pair = { tool: timeProcess(tool).ms, baseline: runBaseline() };
    if (round > 0) pairs.push(pair);
  }
  return {
    tool: spread(pairs.map((pair) => pair.tool)),
    baseline: spread(pairs.map((pair) => pair.baseline)),
    ratio: spread(pairs.map((pair) => pair.tool / pair.baseline)),
  };
}

/** Least, median and most of the measured values. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
  };
}
