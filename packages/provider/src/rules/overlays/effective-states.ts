import {
  createLayers,
  effectiveAt,
  nextOf,
  type DesiredEntry,
  type DesiredSchedule,
  type DesiredWorkspace,
  type Layers,
  type Overlays,
} from "@skyvia-schedules/core";

/** An integration, and the entry that decides about it. */
export interface Subject {
  readonly entry: DesiredEntry;
  readonly id: number;
  /** null: not known, or it has none. */
  readonly name: string | null;
}

/** The next change that time causes, as an output. */
export interface NextTransition {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly count: number;
  /** Absent: some are enabled and some disabled. */
  readonly to?: DesiredSchedule;
  readonly by: { readonly by: "hold" | "freeze"; readonly name?: string; readonly reason?: string };
}

/** The effective states of one workspace's entries under holds and freezes at an instant. */
export interface EffectiveStates {
  /** The state that an integration should have. */
  of(subject: Subject): DesiredSchedule;
  /** The next change of some integrations, or undefined. */
  next(subjects: Iterable<Subject>): NextTransition | undefined;
}

/** The effective states at an instant, in milliseconds since the epoch. */
export function effectiveStates({ id }: DesiredWorkspace, overlays: Overlays, at: number): EffectiveStates {
  const layersOf = createLayers(overlays, id);
  const of = ({ entry, ...subject }: Subject): Layers => layersOf(entry, subject);
  return {
    of: (subject) => effectiveAt(of(subject), at).schedule,
    next: (subjects) => {
      const counts = new Map<Layers, number>();
      for (const subject of subjects) counts.set(of(subject), (counts.get(of(subject)) ?? 0) + 1);
      const found = nextOf(
        [...counts].map(([layers, count]) => ({ workspaceId: id, layers, count })),
        at,
      );
      if (found === null) return undefined;
      const { by, name } = found.by;
      const reason = found.shown?.reason ?? null;
      return {
        at: found.at,
        count: found.count,
        ...(found.to === null ? {} : { to: found.to }),
        by: { by, ...(name === null ? {} : { name }), ...(reason === null ? {} : { reason }) },
      };
    },
  };
}
