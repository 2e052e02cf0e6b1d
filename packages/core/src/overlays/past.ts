import type { Source } from "../model/model.ts";
import type { Overlays } from "../model/overlay.ts";
import { freezeWindows } from "./windows.ts";

/** A hold or freeze that is over. */
export interface PastOverlay {
  readonly by: "hold" | "freeze";
  /** The name of a freeze. */
  readonly name: string | null;
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly source: Source;
}

/** The holds and freezes that are over at an instant, in milliseconds since the epoch. One that recurs is never over. */
export function pastOverlays({ holds, freezes }: Overlays, at: number): PastOverlay[] {
  return [
    ...holds.map(({ until, source }) => ({ by: "hold", name: null, until, source }) as const),
    ...freezes.flatMap(({ name, time, source }) =>
      time.kind === "once" ? [{ by: "freeze", name, until: time.until, source } as const] : [],
    ),
  ].filter(({ until }) => until <= at);
}

/** A freeze that is on. */
export interface ActiveFreeze {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly timeZone: string;
}

/** The freezes of some workspaces that are on at an instant, in milliseconds since the epoch. */
export function activeFreezes({ freezes }: Overlays, workspaceIds: readonly number[], at: number): ActiveFreeze[] {
  return freezes.flatMap(({ name, workspaceId, time, timeZone }) => {
    const window = freezeWindows(time, timeZone).at(at);
    const isOwn = workspaceId === null || workspaceIds.includes(workspaceId);
    return window === null || !isOwn ? [] : [{ name, until: window.until, timeZone }];
  });
}
