import {
  apply,
  changeKey,
  freezeChanges,
  ledgerRuns,
  placeHold,
  plan,
  refresh,
  rememberedByRun,
  rememberedOf,
  restoration,
  settledSnapshot,
  writeSchedule,
  type AppliedChange,
  type Change,
  type LedgerRunFound,
  type LiveNow,
  type Plan,
  type Recorder,
  type Remembered,
  type ScheduleApi,
  type ScheduleState,
  type Side,
  type Snapshot,
} from "@skyvia-schedules/core";
import { addFreeze, addHold, removeHolds } from "@skyvia-schedules/core/yaml";
import { configFile, load, overlaysFile } from "./files.ts";
import type { Disk, Process } from "./memory.ts";

/** The ledger of all runs. */
export const ledgerFile = "ledger.jsonl";

/** What a verb works with. */
export interface Machine {
  readonly disk: Disk;
  readonly api: ScheduleApi;
  readonly process: Process;
  /** The id of the run. */
  readonly run: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly concurrency: number;
  /** Called when the intent of a write is on the disk. */
  readonly intended: (change: Change) => void;
  /** Called when the result of a write is on the disk. */
  readonly recorded: (change: AppliedChange) => void;
}

/** `apply`: refresh, plan, and the changes of the plan. null: the files have a problem. */
export async function applyFiles(machine: Machine): Promise<Plan | null> {
  const { disk, api, now } = machine;
  const { desired, problems } = load(disk, now);
  if (problems.length > 0) return null;
  const found = plan(desired, await refresh(api, desired, { at: now }), undefined, now);
  await carryOut(machine, found.changes, "hash");
  return found;
}

/** A freeze of a workspace that a file keeps too. */
export interface FileFreeze {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** Called when it is in the file. */
  readonly placed: () => void;
}

/** `freeze`: takes a snapshot and disables what it has as enabled, or goes on with what another run began. */
export async function freeze(
  machine: Machine,
  file: string,
  { workspace, ids }: { readonly workspace: number; readonly ids: readonly number[] | null },
  entry: FileFreeze | null,
  taken: (snapshot: Snapshot) => void,
): Promise<"frozen" | "refused"> {
  const { disk, process } = machine;
  const select = (ids ?? []).map((id) => `id:${id}`);
  const earlier = readSnapshot(disk, file);
  if (earlier !== null && (earlier.thawedAt !== undefined || earlier.select.join() !== select.join())) return "refused";
  const snapshot = earlier ?? (await takeSnapshot(machine, workspace, ids, select));
  const liveOf = await readLive(machine.api, earlier === null ? [] : freezeChanges(snapshot));
  const writes = freezeChanges(snapshot).filter((change) => earlier === null || liveOf(change) === "enabled");
  if (earlier === null) process.replace(disk, file, JSON.stringify(snapshot), () => taken(snapshot));
  if (entry !== null) addEntry(machine, workspace, ids, entry);
  const settled = settledSnapshot(snapshot, await carryOut(machine, writes, null));
  if (settled !== snapshot) process.replace(disk, file, JSON.stringify(settled));
  return "frozen";
}

function addEntry(
  { disk, process, now }: Machine,
  workspaceId: number,
  ids: readonly number[] | null,
  entry: FileFreeze,
): void {
  const { name, until, placed } = entry;
  if (load(disk, now).desired.overlays.freezes.some((one) => one.name === name)) return;
  const select = ids === null ? {} : { select: { id: ids } };
  const { text, problems } = addFreeze(configFile(disk, overlaysFile), {
    name,
    workspaceId,
    ...select,
    from: now,
    until,
  });
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  process.replace(disk, overlaysFile, text, placed);
}

async function takeSnapshot(
  { api, now }: Machine,
  workspaceId: number,
  ids: readonly number[] | null,
  select: readonly string[],
): Promise<Snapshot> {
  const integrations = [];
  for await (const step of api.integrationPages(workspaceId)) {
    for (const { id, name } of step.kind === "page" ? step.items : []) {
      if (ids !== null && !ids.includes(id)) continue;
      integrations.push({ integrationId: id, name, before: await api.getSchedule(workspaceId, id) });
    }
  }
  const about = { baseUrl: "http://127.0.0.1", reason: "migration", owner: "ana", select };
  const tool = { name: "skyvia-schedules", version: "0" };
  return { formatVersion: 1, tool, at: new Date(now).toISOString(), workspaceId, ...about, integrations };
}

/** The snapshot in a file. null: there is none. */
export function readSnapshot(disk: Disk, file: string): Snapshot | null {
  const text = disk.read(file);
  return text === null ? null : (JSON.parse(text) as Snapshot);
}

/** `thaw`: restores what a snapshot has, and marks it once nothing is left. */
export async function thaw(machine: Machine, file: string, side: Side): Promise<"thawed" | "conflict" | "refused"> {
  const { disk, process, now } = machine;
  const snapshot = readSnapshot(disk, file);
  if (snapshot === null || snapshot.thawedAt !== undefined) return "refused";
  const isComplete = await restore(machine, rememberedOf(snapshot), side);
  if (!isComplete) return "conflict";
  process.replace(disk, file, JSON.stringify({ ...snapshot, thawedAt: new Date(now).toISOString() }));
  return "thawed";
}

/** `undo`: of one run, or of the newest with a write that is no undo. Gives the id of the run. null: there is none. */
export async function undo(machine: Machine, wanted: string | null): Promise<string | null> {
  const runs = ledgerRuns(machine.disk.lines(ledgerFile));
  const isLast = ({ command, writes }: LedgerRunFound): boolean =>
    command !== "undo" && writes.some(({ result }) => result !== "failed");
  const found = runs.findLast((one) => (wanted === null ? isLast(one) : one.run === wanted));
  if (found === undefined || found.command === "undo") return null;
  await restore(machine, rememberedByRun(found), null);
  return found.run;
}

/** Whether everything is as it was to be. */
async function restore(machine: Machine, remembered: readonly Remembered[], side: Side): Promise<boolean> {
  const liveOf = await readLive(machine.api, remembered);
  const { writes, settled } = restoration(remembered, liveOf, () => side);
  const applied = await carryOut(machine, writes, null);
  return [...settled, ...applied].every(({ result }) => result === "done" || result === "unchanged");
}

/** One schedule that is switched for some time. */
export interface Switch {
  readonly workspace: number;
  readonly id: number;
  readonly name: string;
  readonly schedule: "enabled" | "disabled";
  /** Milliseconds since the epoch. */
  readonly until: number;
  readonly reason: string;
  /** Called when the hold is in the file. */
  readonly placed: () => void;
}

/** `disable --for` and `enable --for`: the hold first, then the switch. */
export async function switchForTime(machine: Machine, wanted: Switch): Promise<"switched" | "refused"> {
  const { disk, api, process, now } = machine;
  const { workspace: workspaceId, id: integrationId, name, schedule, until, reason, placed } = wanted;
  const { desired, problems } = load(disk, now);
  if (problems.length > 0) return "refused";
  const fit = placeHold(desired, { workspaceId, integrationId, schedule, until }, name, now);
  if (fit.kind !== "fits") return "refused";
  const hold = { workspaceId, select: { id: integrationId }, schedule, until, reason, owner: "ana" };
  const file = configFile(disk, overlaysFile);
  const edited = addHold(
    file,
    hold,
    fit.replaced.map(({ source }) => source),
  );
  if (edited.problems.length > 0) throw new Error(JSON.stringify(edited.problems));
  const before = await api.getSchedule(workspaceId, integrationId);
  if (schedule === "enabled" && before === "undefined") return "refused";
  process.replace(disk, overlaysFile, edited.text, placed);
  if (before === schedule || (before === "undefined" && schedule === "disabled")) return "switched";
  const action = schedule === "enabled" ? "enable" : "disable";
  const about = { workspaceId, integrationId, name, source: null, effective: null, why: `asked for by \`${action}\`` };
  const change: Change = { ...about, action, before, after: schedule };
  const recorder = recorderOf(machine, null);
  await recorder.intend(change);
  const { result, error } = await writeSchedule(api, change, async () => {});
  await recorder.record({ ...change, result, error });
  return "switched";
}

/** Takes a hold or a freeze out of a file, as a person's edit does. `nth`: of all of them, holds first. */
export function removeOverlay(disk: Disk, now: number, nth: number): void {
  const { holds, freezes } = load(disk, now).desired.overlays;
  const one = [...holds, ...freezes][nth];
  if (one === undefined) return;
  const { text, problems } = removeHolds(configFile(disk, overlaysFile), [one.source]);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  disk.files.set(overlaysFile, text);
}

async function readLive(
  api: ScheduleApi,
  targets: readonly Pick<Remembered, "workspaceId" | "integrationId">[],
): Promise<(one: Pick<Remembered, "workspaceId" | "integrationId">) => LiveNow> {
  const found = new Map<string, ScheduleState>();
  for (const target of targets) {
    const { workspaceId, integrationId } = target;
    const state = await api.getSchedule(workspaceId, integrationId).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "not-found") return null;
      throw error;
    });
    if (state !== null) found.set(changeKey(target), state);
  }
  return (one) => found.get(changeKey(one)) ?? "missing";
}

/** Writes as the tool does: the intent of each write is on the disk before it is sent, its result follows. */
async function carryOut(
  machine: Machine,
  changes: readonly Change[],
  configHash: string | null,
): Promise<readonly AppliedChange[]> {
  const { api, process, disk, run, now, concurrency } = machine;
  const recorder = recorderOf(machine, configHash);
  const applied = await apply(api, changes, { kind: "fresh", concurrency, recorder });
  if (applied.changes.some(({ result }) => result === "done")) {
    process.append(disk, ledgerFile, { event: "end", run, at: new Date(now).toISOString(), exitCode: 0 });
  }
  return applied.changes;
}

function recorderOf({ disk, process, run, now, intended, recorded }: Machine, configHash: string | null): Recorder {
  const at = new Date(now).toISOString();
  return {
    intend: async (change) => {
      const { workspaceId, integrationId, name, before, after, why } = change;
      const target = { workspaceId, integrationId, name, before, after, cause: null, who: null, why };
      const about = { command: process.command, baseUrl: "http://127.0.0.1", planHash: null, configHash, runUrl: null };
      const line = {
        event: "intent",
        formatVersion: 1,
        run,
        at,
        ...about,
        ...target,
        reason: null,
        override: null,
      } as const;
      process.append(disk, ledgerFile, line, () => intended(change));
      return true;
    },
    record: async (written) => {
      const { workspaceId, integrationId } = written;
      const result = written.result === "done" || written.result === "unknown" ? written.result : "failed";
      const line = { event: "result", run, at, workspaceId, integrationId, result, error: null } as const;
      process.append(disk, ledgerFile, line, () => recorded(written));
    },
  };
}
