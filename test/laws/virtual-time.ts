import type { ClientOptions } from "@skyvia-schedules/client";

/** A clock that moves only when somebody sleeps: back-off costs no real time. */
export function virtualTime(): Required<Pick<ClientOptions, "now" | "monotonic" | "random" | "sleep">> {
  let time = Date.parse("2026-11-24T06:00:00Z");
  return {
    now: () => time,
    monotonic: () => time,
    random: () => 0,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      time += ms;
    },
  };
}
