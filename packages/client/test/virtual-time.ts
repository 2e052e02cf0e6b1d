import type { ClientOptions } from "../src/settings/client-options.ts";

/** A clock that moves only when somebody sleeps, so that waits are counted and not waited for. */
export interface VirtualTime extends Required<Pick<ClientOptions, "now" | "monotonic" | "random" | "sleep">> {
  /** All sleeps so far, in ms. */
  readonly slept: number[];
}

/** Starts at a fixed instant; `random` always gives the same. */
export function virtualTime(random: number = 0.5): VirtualTime {
  let time = Date.parse("2026-11-24T06:00:00Z");
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    monotonic: () => time,
    random: () => random,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      time += ms;
    },
  };
}
