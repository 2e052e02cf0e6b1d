import { instantText } from "./instant.ts";
import type { DesiredSchedule, Source } from "../model/model.ts";
import type { Layer, Layers } from "./layers.ts";
import { nextTransition, type Transition } from "./transitions.ts";

/** The next instant at which something changes, as plain JSON. */
export interface NextTransition {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** null: of several workspaces. */
  readonly workspaceId: number | null;
  /** How many integrations change. */
  readonly count: number;
  /** null: some are enabled and some disabled. */
  readonly to: DesiredSchedule | null;
  /** The hold or freeze that begins or ends. */
  readonly by: { readonly by: "hold" | "freeze"; readonly name: string | null; readonly source: Source };
  /** For texts. Not part of the JSON. */
  readonly shown?: { readonly timeZone: string; readonly reason: string | null; readonly ends: boolean };
}

/** How many integrations of a workspace have the same layers. */
export interface LayersCount {
  readonly workspaceId: number;
  readonly layers: Layers;
  readonly count: number;
}

/** The first change of anything after an instant, in milliseconds since the epoch. null: nothing will change. */
export function nextOf(counted: readonly LayersCount[], after: number): NextTransition | null {
  const found = counted.flatMap((one) => {
    const next = one.layers.holds.length + one.layers.freezes.length === 0 ? null : nextTransition(one.layers, after);
    return next === null ? [] : [{ ...one, next }];
  });
  const at = Math.min(...found.map(({ next }) => next.at));
  const first = found.filter(({ next }) => next.at === at);
  const layer = causeOf(first);
  if (layer === null) return null;
  const workspaces = new Set(first.map(({ workspaceId }) => workspaceId));
  const states = new Set(first.map(({ next }) => next.to));
  const { by, name, source, timeZone, reason } = layer.layer;
  return {
    at: instantText(at),
    workspaceId: workspaces.size === 1 ? (first[0]?.workspaceId ?? null) : null,
    count: first.reduce((sum, { count }) => sum + count, 0),
    to: states.size === 1 ? (first[0]?.next.to ?? null) : null,
    by: { by, name, source },
    shown: { timeZone, reason, ends: layer.ends },
  };
}

/** The same without the fields that are only for texts. */
export function nextRecord(next: NextTransition | null): NextTransition | null {
  if (next === null) return null;
  const { shown: _shown, ...rest } = next;
  return rest;
}

/** Of several layers that change something at once, the one that changes the most, a freeze before a hold. */
function causeOf(
  changes: readonly { readonly next: Transition; readonly count: number }[],
): Pick<Transition, "layer" | "ends"> | null {
  const counts = new Map<string, { readonly next: Transition; count: number }>();
  for (const { next, count } of changes) {
    const key = keyOf(next.layer);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { next, count });
    else known.count += count;
  }
  const [top] = [...counts].toSorted(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1));
  return top?.[1].next ?? null;
}

function keyOf({ by, name, reason, source }: Layer): string {
  return JSON.stringify([by, name ?? reason, source.file, source.line, source.column]);
}
