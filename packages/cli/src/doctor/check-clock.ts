import { instantOf } from "@skyvia-schedules/core/instant";
import { fail, ok, skip, warn, type Finding } from "./check.ts";

/** When a request was sent and its headers came, by the clock of this machine, in ms since the epoch. */
export interface Times {
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Compares the `Date` header of an answer with the clock of this machine. It allows for half the round trip, and for the whole seconds of the header. */
export function checkClock(date: string | undefined, { sentAt, receivedAt }: Times): Finding {
  const server = date === undefined ? NaN : instantOf(date);
  if (Number.isNaN(server)) return skip("the answer has no Date header");
  const apart = server + 500 - (sentAt + receivedAt) / 2;
  const allowed = 500 + Math.max(0, receivedAt - sentAt) / 2;
  const off = Math.max(0, Math.abs(apart) - allowed) / 1000;
  const text = `${Math.round(off)} s ${apart > 0 ? "behind" : "ahead of"} the API`;
  if (off >= 300) return fail(text, "Set the clock of this machine, for example by NTP.");
  if (off >= 30) return warn(text, "Set the clock of this machine, for example by NTP.");
  return ok("the same as the API's");
}
