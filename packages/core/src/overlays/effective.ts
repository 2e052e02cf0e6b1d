import type { DesiredSchedule } from "../model/model.ts";
import type { Layer, Layers } from "./layers.ts";
import type { Interval } from "./windows.ts";

/** The desired state at an instant, and the topmost layer that covers the integration then. */
export interface EffectiveState {
  readonly schedule: DesiredSchedule;
  /** null: the base. */
  readonly layer: Layer | null;
  /** When the layer covers it. null: the base, always. */
  readonly window: Interval | null;
}

/**
 * The effective state at an instant: the base, then holds over it, then freezes over them. A hold that overrides freezes
 * stays on top. Of several layers of one kind the one with the latest end counts; the order in the files does not matter.
 */
export function effectiveAt({ base, holds, freezes }: Layers, at: number): EffectiveState {
  const freeze = topmost(freezes, at);
  if (freeze !== null) return topmost(holds.filter(overrides), at) ?? freeze;
  return topmost(holds, at) ?? { schedule: base, layer: null, window: null };
}

/** Whether a freeze that begins or ends at an instant changes what is desired. */
export function freezeMatters({ base, holds }: Layers, at: number): boolean {
  const without = topmost(holds, at)?.schedule ?? base;
  return without !== (topmost(holds.filter(overrides), at)?.schedule ?? "disabled");
}

function overrides({ overridesFreeze }: Layer): boolean {
  return overridesFreeze;
}

function topmost(layers: readonly Layer[], at: number): EffectiveState | null {
  let top: (EffectiveState & { readonly layer: Layer; readonly window: Interval }) | null = null;
  for (const layer of layers) {
    const window = layer.windows.at(at);
    if (window === null) continue;
    const found = { schedule: layer.schedule, layer, window };
    if (top === null || isAbove(found, top)) top = found;
  }
  return top;
}

type Covering = { readonly layer: Layer; readonly window: Interval };

function isAbove(one: Covering, other: Covering): boolean {
  if (one.window.until !== other.window.until) return one.window.until > other.window.until;
  return rankOf(one.layer) < rankOf(other.layer);
}

/** The rank of a layer: by name or reason, then by its other properties, so that the order in the files never decides. */
function rankOf({ name, reason, schedule, owner, source }: Layer): string {
  const { file, line, column } = source;
  return JSON.stringify([name ?? reason, schedule, owner, file, line, column]);
}
