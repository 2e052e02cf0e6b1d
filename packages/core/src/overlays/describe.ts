import { instantText } from "./instant.ts";
import type { DesiredEntry, DesiredSchedule, Source } from "../model/model.ts";
import { effectiveAt } from "./effective.ts";
import type { Layer, Layers } from "./layers.ts";
import type { Interval } from "./windows.ts";

/** One layer over an integration, as plain JSON. Instants are ISO 8601 in UTC. */
export interface LayerRecord {
  readonly by: "base" | "hold" | "freeze";
  readonly name: string | null;
  readonly schedule: DesiredSchedule;
  readonly source: Source;
  /** For a freeze that recurs: the beginning of the current window, else of the next one. null: it has no beginning. */
  readonly from: string | null;
  /** null: it has no end. */
  readonly until: string | null;
  /** How the instants are shown: a zone or an offset. */
  readonly timeZone: string;
  readonly reason: string | null;
  readonly owner: string | null;
  /** Whether it covers the integration now. */
  readonly covers: boolean;
  /** Whether it is the topmost layer that covers it. */
  readonly decides: boolean;
}

/** The base, and the holds and freezes over it that are not over, from the bottom up. `at`: milliseconds since the epoch. */
export function describeLayers(entry: DesiredEntry, layers: Layers, at: number): LayerRecord[] {
  const { layer: top } = effectiveAt(layers, at);
  const { source, reason, owner } = entry;
  const about = { name: null, source, from: null, until: null, timeZone: "UTC", reason, owner };
  const base = { by: "base", schedule: layers.base, ...about, covers: true, decides: top === null } as const;
  const over = [...layers.holds, ...layers.freezes].flatMap((layer) => {
    const now = layer.windows.at(at);
    const window = now ?? layer.windows.next(at);
    return window === null ? [] : [record(layer, window, now !== null, layer === top)];
  });
  return [base, ...over];
}

function record(layer: Layer, window: Interval, covers: boolean, decides: boolean): LayerRecord {
  const { by, name, schedule, source, timeZone, reason, owner } = layer;
  const [from, until] = [window.from, window.until].map((instant) =>
    Number.isFinite(instant) ? instantText(instant) : null,
  );
  return {
    by,
    name,
    schedule,
    source,
    from: from ?? null,
    until: until ?? null,
    timeZone,
    reason,
    owner,
    covers,
    decides,
  };
}
