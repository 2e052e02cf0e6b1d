import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../verb/context.ts";

/** Waits before the n-th repeated read-back: 0.25 s, 1 s, 4 s, ... An abort ends the wait. */
export function pauseOf({ interruption }: Pick<Context, "interruption">): (nth: number) => Promise<void> {
  return async (nth) => sleep(250 * 4 ** (nth - 1), undefined, { signal: interruption.signal }).catch(() => {});
}
