import type { DesiredEntry, DesiredSchedule, Source } from "../model/model.ts";
import type { Freeze, Hold, Overlays } from "../model/overlay.ts";
import { compileBoth, compileSelect, type Subject, type Test } from "./select.ts";
import { freezeWindows, onceWindows, type Windows } from "./windows.ts";

/** A hold or a freeze, compiled. */
export interface Layer {
  readonly by: "hold" | "freeze";
  /** The name of a freeze. A hold has none. */
  readonly name: string | null;
  readonly schedule: DesiredSchedule;
  readonly overridesFreeze: boolean;
  readonly reason: string | null;
  readonly owner: string | null;
  readonly timeZone: string;
  readonly source: Source;
  readonly selects: Test;
  readonly windows: Windows;
  /** null: it is a freeze. */
  readonly hold: Hold | null;
}

/** The base of an integration and all layers over it, at any time. */
export interface Layers {
  readonly base: DesiredSchedule;
  readonly holds: readonly Layer[];
  readonly freezes: readonly Layer[];
}

/** Finds the layers of the integrations of a workspace. Integrations with the same layers get the same object. */
export type LayersOf = (entry: DesiredEntry, subject: Pick<Subject, "id" | "name">) => Layers;

const bare: Readonly<Record<DesiredSchedule, Layers>> = {
  enabled: { base: "enabled", holds: [], freezes: [] },
  disabled: { base: "disabled", holds: [], freezes: [] },
};

/** The layers over one workspace. */
export function createLayers(overlays: Overlays, workspaceId: number): LayersOf {
  const { holds, freezes } = layersOver(overlays, workspaceId);
  if (holds.length + freezes.length === 0) return ({ schedule }) => bare[schedule];
  const known = new Map<string, Layers>();
  return (entry, { id, name }) => {
    const subject = { id, name, notes: entry };
    const taken = [holds, freezes].map((layers) => layers.filter(({ selects }) => selects(subject) === true));
    const [overBase = [], overHolds = []] = taken;
    if (overBase.length + overHolds.length === 0) return bare[entry.schedule];
    const key = `${entry.schedule} ${indices(overBase, holds)} ${indices(overHolds, freezes)}`;
    let layers = known.get(key);
    if (layers === undefined) {
      known.set(key, (layers = { base: entry.schedule, holds: overBase, freezes: overHolds }));
    }
    return layers;
  };
}

function indices(some: readonly Layer[], all: readonly Layer[]): string {
  return some.map((layer) => all.indexOf(layer)).join();
}

/** The holds and freezes over one workspace, in the order of the files. */
export function layersOver(
  { holds, freezes }: Overlays,
  workspaceId: number,
): { readonly holds: readonly Layer[]; readonly freezes: readonly Layer[] } {
  return {
    holds: holds.filter((hold) => hold.workspaceId === workspaceId).map(holdLayer),
    freezes: freezes
      .filter((freeze) => freeze.workspaceId === null || freeze.workspaceId === workspaceId)
      .map(freezeLayer),
  };
}

function holdLayer(hold: Hold): Layer {
  const { select, schedule, from, until, reason, owner, overridesFreeze, timeZone, source } = hold;
  const windows = onceWindows({ from: from ?? -Infinity, until });
  const about = { name: null, schedule, overridesFreeze, reason, owner, timeZone, source };
  return { by: "hold", ...about, selects: compileSelect(select), windows, hold };
}

function freezeLayer({ name, select, except, reason, owner, time, timeZone, source }: Freeze): Layer {
  const about = { name, reason, owner, timeZone, source, schedule: "disabled", overridesFreeze: false } as const;
  return {
    by: "freeze",
    ...about,
    selects: compileBoth(select, except),
    windows: freezeWindows(time, timeZone),
    hold: null,
  };
}
