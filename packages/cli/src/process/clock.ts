import { parseInstant } from "@skyvia-schedules/core/instant";
import { RunError } from "../verb/run-error.ts";
import type { Io } from "./io.ts";

/** The instant of `SKYVIA_NOW`, in milliseconds since the epoch. undefined: it is not set. null: it is not readable. */
function givenNow({ env }: Pick<Io, "env">): number | null | undefined {
  const text = env["SKYVIA_NOW"] ?? "";
  return text === "" ? undefined : (parseInstant(text)?.at ?? null);
}

/**
 * The same `Io` with another clock. When it is first read it shows `SKYVIA_NOW`, and from then on it runs at normal speed, so that the start of the process
 * does not count.
 */
export function withGivenClock(io: Io): Io {
  const start = givenNow(io);
  if (start === undefined || start === null) return io;
  let began: number | null = null;
  const now = (): number => {
    began ??= io.monotonic();
    return start + Math.round(io.monotonic() - began);
  };
  return Object.create(io, { now: { value: now } }) as Io;
}

/** Says on stderr that the clock is not the real one. Throws a `RunError` if `SKYVIA_NOW` is not an instant. */
export function checkGivenClock(io: Pick<Io, "env" | "stderr">): void {
  const start = givenNow(io);
  if (start === undefined) return;
  if (start === null) {
    const message = `SKYVIA_NOW is not an instant: ${JSON.stringify(io.env["SKYVIA_NOW"])}`;
    throw new RunError("usage", message, "Write it like 2026-12-31T18:00:00+01:00, or unset it.");
  }
  io.stderr.write(`note: the clock starts at ${new Date(start).toISOString()} (SKYVIA_NOW)\n`);
}
