import type { Environment } from "../attempt/transport.ts";
import type { AttemptNotice, WaitNotice } from "./notices.ts";

/** Whether every attempt is to be logged: `SKYVIA_LOG=debug`. null: the variable has a value that means nothing. */
export function isDebug(env: Environment): boolean | null {
  const value = env["SKYVIA_LOG"] ?? "";
  if (value === "") return false;
  return value.toLowerCase() === "debug" ? true : null;
}

/** An attempt in one line: what was sent, what came back, after how long, and what follows. */
export function attemptText({ method, path, attempt, status, ms, message, next, delay }: AttemptNotice): string {
  const answer = status === null ? "no answer" : String(status);
  const follows = nextTexts[next](seconds(delay));
  const why = message === null ? "" : ` (${message.split(/\s+/).join(" ")})`;
  return `${method} ${path} ${answer} ${Math.round(ms)} ms, attempt ${attempt}: ${follows}${why}`;
}

const nextTexts: Readonly<Record<AttemptNotice["next"], (delay: string) => string>> = {
  done: () => "done",
  fail: () => "the call fails",
  retry: (delay) => `is sent again in ${delay}`,
  verify: (delay) => `is verified by a read in ${delay}`,
  "verify-last": () => "is verified by a read, and not sent again",
  wait: () => "is sent again when the rate limit allows",
};

/** A wait in one line: how long, what waits, and why. */
export function waitText({ reason, ms, message }: WaitNotice): string {
  const what = reason === "rate-limit" ? "before the next call" : "before a retry";
  return `waiting ${seconds(ms)} ${what}: ${message.split(/\s+/).join(" ")}`;
}

/** A time of `ms` milliseconds, in seconds. */
function seconds(ms: number): string {
  return `${ms < 10_000 ? Number((ms / 1000).toFixed(1)) : Math.ceil(ms / 1000)} s`;
}
