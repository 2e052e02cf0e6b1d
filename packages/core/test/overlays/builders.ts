import type { Freeze, FreezeTime, Hold } from "../../src/model/overlay.ts";

let line = 100;
const source = () => ({ file: "skyvia.yaml", line: ++line, column: 5 });

/** A hold of workspace 7 on everything, from the start of 2026 to its end. */
export function hold(rest: Partial<Hold> = {}): Hold {
  const times = { from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1), timeZone: "UTC" };
  const about = { schedule: "disabled", reason: "INC-1", owner: "ana", overridesFreeze: false } as const;
  return { workspaceId: 7, select: {}, ...times, ...about, source: source(), ...rest };
}

/** A freeze of everything, over the year 2026. */
export function freeze(rest: Partial<Freeze> = {}): Freeze {
  const time: FreezeTime = { kind: "once", from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) };
  const about = { workspaceId: null, select: null, except: null, reason: null, owner: null, timeZone: "UTC" } as const;
  return { name: "year", ...about, time, source: source(), ...rest };
}

/** A freeze every day. */
export function nightly(rest: Partial<Freeze> = {}, cron = "0 1 * * *", hours = 2): Freeze {
  const time: FreezeTime = { kind: "recurring", cron, duration: hours * 3_600_000 };
  return freeze({ name: "night", time, timeZone: "Europe/Berlin", ...rest });
}
