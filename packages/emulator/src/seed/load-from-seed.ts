import type { LoadLimits } from "../load/load.ts";
import { parseDuration } from "./duration.ts";
import type { Seed } from "./seed.ts";

/** The limits of the calls of an emulator that starts with a seed. */
export function loadFromSeed({ rate, workers }: Seed): LoadLimits {
  if (workers === undefined) return { rate: rate ?? null, workers: null };
  const { count, service } = workers;
  const ms = service === undefined ? null : parseDuration(service);
  return { rate: rate ?? null, workers: ms === null ? { count } : { count, service: ms } };
}
