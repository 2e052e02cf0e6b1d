import type { Context } from "../verb/context.ts";

/** Waits before the n-th repeated read-back: 0.25 s, 1 s, 4 s, ... The end of the run ends the wait. */
export function pauseOf({ io, interruption }: Pick<Context, "io" | "interruption">): (nth: number) => Promise<void> {
  return async (nth) => io.sleep(250 * 4 ** (nth - 1), interruption.over).catch(() => {});
}
