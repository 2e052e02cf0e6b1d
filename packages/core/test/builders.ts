import { noNotes } from "../src/model/entry-notes.ts";
import type { DesiredEntry, DesiredState, DesiredWorkspace, Limits, Selector } from "../src/model/model.ts";
import type { LiveSchedule, LiveState, LiveWorkspace } from "../src/model/live-state.ts";
import { noOverlays } from "../src/model/overlay.ts";
import type { Snapshot } from "../src/restore/snapshot.ts";
import type { ScheduleState } from "../src/model/model.ts";
import type { LiveIntegration } from "../src/model/schedule-api.ts";
import type { LedgerWrite } from "../src/model/ledger-line.ts";

let line = 0;

/** An entry of a file; each one is on its own line. */
export function entry(selector: Selector, rest: Partial<DesiredEntry> = {}): DesiredEntry {
  line++;
  const at = (column: number) => ({ file: "skyvia.yaml", line, column });
  return {
    selector,
    name: null,
    schedule: "enabled",
    mode: "enforce",
    ...noNotes,
    protectedSource: null,
    source: at(19),
    selectorSource: at(13),
    nameSource: rest.name == null ? null : at(15),
    defaults: [],
    ...rest,
  };
}

export const byId = (id: number, rest: Partial<DesiredEntry> = {}): DesiredEntry => entry({ kind: "id", id }, rest);
export const byName = (name: string, rest: Partial<DesiredEntry> = {}): DesiredEntry =>
  entry({ kind: "name", name }, rest);
export const byGlob = (glob: string, rest: Partial<DesiredEntry> = {}): DesiredEntry =>
  entry({ kind: "match", glob }, rest);

/** A workspace that sets no limits of its own. */
export const noLimits: Limits = { disable: null, enable: null };

export function workspace(entries: readonly DesiredEntry[], rest: Partial<DesiredWorkspace> = {}): DesiredWorkspace {
  const source = { file: "skyvia.yaml", line: 3, column: 9 };
  return {
    id: 7,
    name: null,
    tokenFrom: null,
    unmanaged: "report",
    limits: noLimits,
    entries,
    source,
    nameSource: null,
    ...rest,
  };
}

export const desired = (...workspaces: readonly DesiredWorkspace[]): DesiredState => ({
  workspaces,
  overlays: noOverlays,
});

export function integration(
  id: number,
  name: string | null = `I${id}`,
  rest: Partial<LiveIntegration> = {},
): LiveIntegration {
  return { id, name, type: "import", scheduled: true, created: null, modified: null, ...rest };
}

export const known = (state: ScheduleState): LiveSchedule => ({ kind: "known", state });

/** The live state of workspace 7: integrations with their schedules. */
export function live(
  found: readonly (readonly [LiveIntegration, ScheduleState | null])[],
  rest: Partial<LiveWorkspace> = {},
): LiveState {
  const listing = new Map(found.map(([listed]) => [listed.id, listed]));
  const schedules = new Map(found.flatMap(([{ id }, state]) => (state === null ? [] : [[id, known(state)] as const])));
  return new Map([[7, { id: 7, failure: null, listing, schedules, ...rest }]]);
}

/** The line that `apply` wrote before it disabled integration 1. */
export const intended: Omit<LedgerWrite, "result" | "error"> = {
  run: "run",
  at: "2026-11-26T08:00:00.000Z",
  command: "apply",
  baseUrl: "https://api.skyvia.com",
  workspaceId: 7,
  integrationId: 1,
  name: null,
  before: "enabled",
  after: "disabled",
  cause: "turned-on-outside",
  who: null,
  why: "",
  reason: null,
  override: null,
  planHash: null,
  configHash: null,
  runUrl: null,
};

/** The same, once it was done. */
export const putBack: LedgerWrite = { ...intended, result: "done", error: null };

/** The snapshot of a freeze of workspace 7 without integrations. */
export const emptySnapshot: Snapshot = {
  formatVersion: 1,
  tool: { name: "skyvia-schedules", version: "0" },
  baseUrl: "http://127.0.0.1",
  at: "2026-11-01T00:00:00.000Z",
  workspaceId: 7,
  select: [],
  reason: "migration",
  owner: null,
  integrations: [],
};
