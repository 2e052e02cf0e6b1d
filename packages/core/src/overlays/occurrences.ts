import { everything, type Selection } from "../entries/selection.ts";
import type { DesiredState, Source } from "../model/model.ts";
import { layersOver, type Layer } from "./layers.ts";
import { subjectNameOf } from "./calendar.ts";

/** One time at which a hold or freeze is on. Instants in milliseconds since the epoch. */
export interface Occurrence {
  readonly by: "hold" | "freeze";
  readonly name: string | null;
  readonly schedule: "enabled" | "disabled";
  readonly reason: string | null;
  readonly owner: string | null;
  readonly source: Source;
  /** null: it has no beginning. */
  readonly from: number | null;
  readonly until: number;
  /** The entries that it covers, in the order of the files. */
  readonly covers: readonly {
    readonly workspaceId: number;
    readonly integrationId: number | null;
    readonly name: string | null;
  }[];
}

/** Every time from one instant to another at which a hold or freeze covers an entry, by its beginning. */
export function occurrencesOf(
  { workspaces, overlays }: DesiredState,
  from: number,
  to: number,
  selection: Selection = everything,
): Occurrence[] {
  const covered = new Map<string, { readonly layer: Layer; readonly covers: Occurrence["covers"][number][] }>();
  for (const { id: workspaceId, entries } of workspaces) {
    const { holds, freezes } = layersOver(overlays, workspaceId);
    for (const layer of [...holds, ...freezes]) {
      for (const entry of entries) {
        const subject = subjectNameOf(entry);
        if (!selection(entry, subject) || layer.selects({ ...subject, notes: entry }) !== true) continue;
        const key = JSON.stringify(layer.source);
        const known = covered.get(key) ?? { layer, covers: [] };
        covered.set(key, known);
        known.covers.push({ workspaceId, integrationId: subject.id, name: subject.name });
      }
    }
  }
  const found = [...covered.values()].flatMap(({ layer, covers }) =>
    [...windowsOf(layer, from, to)].map(({ from: begin, until }) => {
      const { by, name, schedule, reason, owner, source } = layer;
      return { by, name, schedule, reason, owner, source, from: Number.isFinite(begin) ? begin : null, until, covers };
    }),
  );
  return found.toSorted((a, b) => (a.from ?? from) - (b.from ?? from) || a.until - b.until);
}

function* windowsOf(
  { windows }: Layer,
  from: number,
  to: number,
): Generator<{ readonly from: number; readonly until: number }> {
  const now = windows.at(from);
  if (now !== null) yield now;
  for (let next = windows.next(from); next !== null && next.from < to; next = windows.next(next.from)) yield next;
}
