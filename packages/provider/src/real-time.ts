import { setTimeout as sleep } from "node:timers/promises";
import type { Host } from "./server/host.ts";

/** The clocks, waits and random numbers of this process. */
export const realTime: Pick<Host, "now" | "monotonic" | "sleep" | "startTimer" | "random"> = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  startTimer: (ms, onTime) => {
    const timer = setTimeout(onTime, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
