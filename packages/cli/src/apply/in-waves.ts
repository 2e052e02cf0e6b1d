import type { Applied, AppliedChange, Change, ErrorRecord } from "@skyvia-schedules/core";

/** How changes are carried out one part after the other. */
export interface Waves {
  /** How many schedules a wave enables. Disables are all part of the first wave. */
  readonly size: number;
  /** Called between two waves, with what was carried out so far and how many changes are left. Resolves to the reason why they must not be started. */
  readonly between: (done: readonly AppliedChange[], left: number) => Promise<ErrorRecord | null>;
}

/** Carries out changes in waves. Changes that are not reached get the result `not-started`. */
export async function applyInWaves(
  writes: readonly Change[],
  { size, between }: Waves,
  carryOut: (wave: readonly Change[]) => Promise<Applied>,
): Promise<Applied> {
  let left = writes;
  const changes: AppliedChange[] = [];
  let endedBy: ErrorRecord | null = null;
  for (const wave of wavesOf(writes, size)) {
    if (changes.length > 0) endedBy = await between(changes, left.length);
    if (endedBy !== null) break;
    const applied = await carryOut(wave);
    left = left.filter((change) => !wave.includes(change));
    changes.push(...applied.changes);
    endedBy = applied.endedBy;
    if (endedBy !== null) break;
  }
  const notStarted = left.map((change) => ({ ...change, result: "not-started" as const, error: null }));
  return { changes: [...changes, ...notStarted], refused: false, endedBy };
}

function wavesOf(writes: readonly Change[], size: number): readonly (readonly Change[])[] {
  const disables = writes.filter(({ action }) => action === "disable");
  const enables = writes.filter(({ action }) => action === "enable");
  const parts = Array.from({ length: Math.ceil(enables.length / size) }, (_, nth) =>
    enables.slice(nth * size, (nth + 1) * size),
  );
  const [first = [], ...others] = parts;
  return [[...disables, ...first], ...others];
}
