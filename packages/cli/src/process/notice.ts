import { visible } from "../render/escape.ts";
import type { Io } from "./io.ts";

/** Prints one line on stderr during a run. On a terminal it overwrites the progress bar, which is then drawn again. */
export function notice({ stderr }: Pick<Io, "stderr">, line: string): void {
  stderr.write(`${stderr.isTerminal ? "\r\u001b[K" : ""}${visible(line)}\n`);
}

/** A wait that people notice is longer than this, in ms. */
const longWait = 2000;

/**
 * Reports waits of more than 2 s, once each. Many calls wait at the same time: a wait that ends no later than 2 s after one
 * that was reported is not reported again.
 */
export function createWaitReporter(io: Pick<Io, "stderr" | "monotonic">): (ms: number, line: string) => void {
  let reportedUntil = -Infinity;
  return (ms, line) => {
    const until = io.monotonic() + ms;
    if (ms <= longWait || until <= reportedUntil + longWait) return;
    reportedUntil = until;
    notice(io, line);
  };
}
