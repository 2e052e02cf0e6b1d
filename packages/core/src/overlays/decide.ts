import type { DesiredEntry, DesiredState, DesiredWorkspace } from "../model/model.ts";
import { effectiveAt, type EffectiveState } from "./effective.ts";
import { createLayers, type Layers, type LayersOf } from "./layers.ts";
import { looksAtNames, type Subject } from "./select.ts";

/** The desired state of an integration at the instant of a run, with all layers over its entry. */
export interface Decision extends EffectiveState {
  readonly layers: Layers;
}

/** Decides about the integrations of one workspace. */
export type Decide = (entry: DesiredEntry, subject: Pick<Subject, "id" | "name">) => Decision;

/**
 * Makes the function that decides about the integrations of a workspace at an instant, in milliseconds since the epoch. Throws a `TypeError` if there are holds
 * or freezes but no instant: without one they would be ignored silently.
 */
export function createDecide({ overlays }: DesiredState, workspaceId: number, at: number | undefined): Decide {
  if (at === undefined && overlays.holds.length + overlays.freezes.length > 0) {
    throw new TypeError("a desired state with holds or freezes needs the instant that it is asked for");
  }
  const layersOf: LayersOf = createLayers(overlays, workspaceId);
  const known = new Map<Layers, Decision>();
  return (entry, subject) => {
    const layers = layersOf(entry, subject);
    let decision = known.get(layers);
    if (decision === undefined) known.set(layers, (decision = { ...effectiveAt(layers, at ?? 0), layers }));
    return decision;
  };
}

/** Whether a hold or freeze that is not over looks at the names of a workspace, which only the listing has. */
export function needsNames(
  { overlays }: Pick<DesiredState, "overlays">,
  { id }: Pick<DesiredWorkspace, "id">,
  at: number | undefined,
): boolean {
  const now = at ?? -Infinity;
  return (
    overlays.holds.some((hold) => hold.workspaceId === id && hold.until > now && looksAtNames(hold.select)) ||
    overlays.freezes.some(({ workspaceId, select, except, time }) => {
      const isOver = time.kind === "once" && time.until <= now;
      return (workspaceId ?? id) === id && !isOver && (looksAtNames(select) || looksAtNames(except));
    })
  );
}
