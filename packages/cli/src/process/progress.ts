import type { Io } from "./io.ts";

/** Reports the progress of a run on stderr: a bar on a terminal, elsewhere a plain line every ten seconds. */
export interface Progress {
  readonly update: (done: number, total: number) => void;
  /** Takes the bar away. */
  stop(): void;
}

const redrawEvery = 100;
const lineEvery = 10_000;

export function startProgress(io: Pick<Io, "stderr" | "monotonic">, what: string): Progress {
  const { stderr } = io;
  const started = io.monotonic();
  let shownAt = started;
  let drawn = false;
  return {
    update: (done, total) => {
      const now = io.monotonic();
      if (now - shownAt < (stderr.isTerminal ? redrawEvery : lineEvery)) return;
      shownAt = now;
      const reading = { what, done, total, elapsed: now - started };
      stderr.write(stderr.isTerminal ? `\r${bar(reading, stderr.columns)}\u001b[K` : `${line(reading)}\n`);
      drawn = stderr.isTerminal;
    },
    stop: () => {
      if (drawn) stderr.write("\r\u001b[K");
    },
  };
}

/** How far it is; `elapsed` in milliseconds. */
interface Reading {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  readonly elapsed: number;
}

/** One line: what, count, rate, time left. */
export function line({ what, done, total, elapsed }: Reading): string {
  const rate = elapsed === 0 ? 0 : (done * 1000) / elapsed;
  const left = rate === 0 ? "" : `, ${clock((total - done) / rate)} left`;
  return `${what}: ${done} of ${total}, ${rate.toFixed(rate < 10 ? 1 : 0)}/s${left}`;
}

/** The same with a bar in front, no wider than the terminal. */
export function bar(reading: Reading, columns: number): string {
  const width = 24;
  const filled = reading.total === 0 ? 0 : Math.floor((width * reading.done) / reading.total);
  return `[${"#".repeat(filled)}${"-".repeat(width - filled)}] ${line(reading)}`.slice(0, Math.max(0, columns - 1));
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
