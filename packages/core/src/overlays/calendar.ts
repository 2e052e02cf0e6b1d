import { instantText } from "./instant.ts";
import type { DesiredEntry, DesiredSchedule, DesiredState, Source } from "../model/model.ts";
import { everything, type Selection } from "../entries/selection.ts";
import { createLayers } from "./layers.ts";
import { spansOf, type Span } from "./transitions.ts";

/** The desired states of the files over a time, entry by entry. Plain JSON; instants are ISO 8601 in UTC. */
export interface Calendar {
  readonly from: string;
  readonly to: string;
  readonly schedules: readonly CalendarRow[];
}

/** One entry. Spans follow each other without gaps. */
export interface CalendarRow {
  readonly workspaceId: number;
  /** null: the entry selects by a name or a glob. */
  readonly integrationId: number | null;
  /** The name that is asserted or selected by, or the glob. */
  readonly name: string | null;
  readonly spans: readonly CalendarSpan[];
}

/** A time in which one layer decides. Half-open. */
export interface CalendarSpan {
  readonly from: string;
  readonly to: string;
  readonly schedule: DesiredSchedule;
  readonly by: "base" | "hold" | "freeze";
  readonly source: Source;
  readonly name: string | null;
  readonly reason: string | null;
  readonly owner: string | null;
}

/**
 * What is desired from one instant to another, in milliseconds since the epoch. The live state is not known, so an entry by a glob is one row. A selection by
 * name covers it if it matches the text of the glob.
 */
export function calendarOf(
  { workspaces, overlays }: DesiredState,
  from: number,
  to: number,
  selection: Selection = everything,
): Calendar {
  const schedules = workspaces.flatMap((workspace) => {
    const layersOf = createLayers(overlays, workspace.id);
    return workspace.entries.flatMap((entry): CalendarRow[] => {
      const subject = subjectNameOf(entry);
      if (!selection(entry, subject)) return [];
      const spans = spansOf(layersOf(entry, subject), from, to).map((span) => spanRecord(entry, span));
      return [{ workspaceId: workspace.id, integrationId: subject.id, name: subject.name, spans }];
    });
  });
  return { from: instant(from), to: instant(to), schedules };
}

/** The id and the name of an entry's integration, as far as the files have them; for a glob its text. */
export function subjectNameOf({ selector, name }: DesiredEntry): {
  readonly id: number | null;
  readonly name: string | null;
} {
  switch (selector.kind) {
    case "id":
      return { id: selector.id, name };
    case "name":
      return { id: null, name: selector.name };
    case "match":
      return { id: null, name: selector.glob };
  }
}

function spanRecord(entry: DesiredEntry, { from, until, schedule, layer }: Span): CalendarSpan {
  const { source, reason, owner } = layer ?? entry;
  const about = { source, name: layer?.name ?? null, reason, owner };
  return { from: instant(from), to: instant(until), schedule, by: layer?.by ?? "base", ...about };
}

function instant(at: number): string {
  return instantText(at);
}
