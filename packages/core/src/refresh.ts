import { errorRecord, isApiError } from "./model/api-error.ts";
import { createWorkQueue } from "./apply/concurrent.ts";
import { createEntryLookup, decidingEntry } from "./entries/entry-lookup.ts";
import type { LiveSchedule, LiveState, LiveWorkspace, WorkspaceFailure } from "./model/live-state.ts";
import type { DesiredEntry, DesiredState, DesiredWorkspace, ScheduleState } from "./model/model.ts";
import { createDecide, needsNames, type Decide } from "./overlays/decide.ts";
import type { LiveIntegration, ScheduleApi } from "./model/schedule-api.ts";
import { everything, type Selection } from "./entries/selection.ts";

/** How far a refresh is: schedules read, of those known to be needed so far. */
export type RefreshProgress = (read: number, needed: number) => void;

export interface RefreshOptions {
  readonly selection?: Selection;
  /** Milliseconds since the epoch: when the desired state is asked for. Needed where it has holds or freezes. */
  readonly at?: number;
  readonly onProgress?: RefreshProgress;
}

/**
 * Reads the live state of everything that the desired state lists, with no more calls than necessary: the listing
 * only where something needs it, a schedule only where the listing leaves it open. Schedules are read while later pages
 * of the listing are still on their way.
 *
 * What fails for one workspace or one schedule is part of the answer. Rejects with the `ApiError` that ends the run
 * (a refused token, an abort), or that met the run before anything could be read.
 */
export async function refresh(
  api: ScheduleApi,
  desired: DesiredState,
  { selection = everything, at, onProgress = () => {} }: RefreshOptions = {},
): Promise<LiveState> {
  const reader = createReader(api, onProgress);
  const workspaces = await Promise.all(
    desired.workspaces.map((workspace) => {
      const decide = createDecide(desired, workspace.id, at);
      const byListing = needsListing(workspace) || needsNames(desired, workspace, at);
      return refreshWorkspace(reader, workspace, { selection, decide, byListing });
    }),
  );
  return new Map(workspaces.map((workspace) => [workspace.id, workspace]));
}

/** Whether anything asked for can only be answered by the listing: names, globs, or what is unmanaged. */
export function needsListing({ entries, unmanaged }: DesiredWorkspace): boolean {
  return unmanaged !== "ignore" || entries.some(({ selector, name }) => selector.kind !== "id" || name !== null);
}

/** How a workspace is read. */
interface Reading {
  readonly selection: Selection;
  readonly decide: Decide;
  readonly byListing: boolean;
}

async function refreshWorkspace(reader: Reader, workspace: DesiredWorkspace, reading: Reading): Promise<LiveWorkspace> {
  const { id } = workspace;
  const failure = workspace.name === null ? null : await checkName(reader, id, workspace.name);
  if (failure !== null) return { id, failure, listing: null, schedules: new Map() };
  return reading.byListing ? readByListing(reader, workspace, reading) : readById(reader, workspace, reading);
}

async function checkName(reader: Reader, id: number, asserted: string): Promise<WorkspaceFailure | null> {
  const answer = await reader.attempt(() => reader.api.getWorkspace(id));
  if (!answer.ok) return answer.failure;
  return answer.value.name === asserted ? null : { kind: "name-differs", name: answer.value.name };
}

async function readById(
  reader: Reader,
  { id, entries }: DesiredWorkspace,
  { selection }: Reading,
): Promise<LiveWorkspace> {
  const schedules = createScheduleReads(reader, id);
  for (const entry of entries) {
    const { selector } = entry;
    if (selector.kind === "id" && selection(entry, { id: selector.id, name: null })) schedules.start(selector.id);
  }
  return { id, failure: null, listing: null, schedules: await schedules.all() };
}

async function readByListing(
  reader: Reader,
  workspace: DesiredWorkspace,
  { selection, decide }: Reading,
): Promise<LiveWorkspace> {
  const { id } = workspace;
  const lookup = createEntryLookup(workspace);
  const schedules = createScheduleReads(reader, id);
  const listing = new Map<number, LiveIntegration>();
  const namesSeen = new Set<string>();
  const visit = (integration: LiveIntegration): void => {
    listing.set(integration.id, integration);
    const entry = decidingEntry(lookup, integration);
    if (entry === undefined || !selection(entry, integration)) return;
    if (repeatsName(entry, namesSeen)) return;
    if (mustReadSchedule(entry, integration, decide)) schedules.start(integration.id);
  };
  const listed = await reader.attempt(async () => {
    for await (const step of reader.api.integrationPages(id)) {
      reader.noteAnswer();
      if (step.kind === "page") {
        step.items.forEach(visit);
        continue;
      }
      listing.clear();
      namesSeen.clear();
    }
  });
  const read = await schedules.all();
  if (!listed.ok) return { id, failure: listed.failure, listing: null, schedules: read };
  return { id, failure: null, listing, schedules: read };
}

/** A second integration of the same name makes the entry ambiguous: nothing of it needs reading. */
function repeatsName({ selector }: DesiredEntry, seen: Set<string>): boolean {
  if (selector.kind !== "name") return false;
  if (seen.has(selector.name)) return true;
  seen.add(selector.name);
  return false;
}

/** The listing decides only "not active", and only an entry that wants just that can rest on it. */
function mustReadSchedule(entry: DesiredEntry, integration: LiveIntegration, decide: Decide): boolean {
  const { name, scheduled } = integration;
  if (entry.selector.kind === "id" && entry.name !== null && entry.name !== name) return false;
  return scheduled !== false || decide(entry, integration).schedule === "enabled";
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
type Failure = Exclude<WorkspaceFailure, { kind: "name-differs" }>;

interface Reader {
  readonly api: ScheduleApi;
  readonly onProgress: RefreshProgress;
  readonly counts: { read: number; needed: number };
  /** Some call was answered: from now on a failure is part of the answer. */
  noteAnswer(): void;
  /** Turns a failed call into a value, unless it ends the run. */
  attempt<T>(call: () => Promise<T>): Promise<Attempt<T>>;
  /** What a failed call says. Throws it where it ends the run. */
  failureOf(error: unknown): Failure;
}

function createReader(api: ScheduleApi, onProgress: RefreshProgress): Reader {
  let answered = false;
  const noteAnswer = (): void => {
    answered = true;
  };
  const failureOf = (error: unknown): Failure => {
    if (!isApiError(error) || error.endsRun === true) throw error;
    if (error.code === "not-found") {
      noteAnswer();
      return { kind: "missing" };
    }
    // Nothing could be read at all: one clear error says more than the same problem for every entry.
    if (!answered) throw error;
    return { kind: "unreadable", error: errorRecord(error) };
  };
  return {
    api,
    onProgress,
    counts: { read: 0, needed: 0 },
    noteAnswer,
    failureOf,
    attempt: async (call) => {
      try {
        const value = await call();
        noteAnswer();
        return { ok: true, value };
      } catch (error) {
        return { ok: false, failure: failureOf(error) };
      }
    },
  };
}

interface ScheduleReads {
  /** Starts to read one schedule; once is enough, however often it is asked. */
  start(integrationId: number): void;
  all(): Promise<ReadonlyMap<number, LiveSchedule>>;
}

/** One value for each state: ten thousand schedules are no ten thousand objects. */
const known: Readonly<Record<ScheduleState, LiveSchedule>> = {
  enabled: { kind: "known", state: "enabled" },
  disabled: { kind: "known", state: "disabled" },
  undefined: { kind: "known", state: "undefined" },
};

function createScheduleReads(reader: Reader, workspaceId: number): ScheduleReads {
  const { api, counts, onProgress } = reader;
  const asked = new Set<number>();
  const schedules = new Map<number, LiveSchedule>();
  const reads = createWorkQueue<number>(async (integrationId) => {
    try {
      const state = await api.getSchedule(workspaceId, integrationId);
      reader.noteAnswer();
      schedules.set(integrationId, known[state]);
    } catch (error) {
      schedules.set(integrationId, reader.failureOf(error));
    }
    onProgress(++counts.read, counts.needed);
  });
  return {
    start: (integrationId) => {
      if (asked.has(integrationId)) return;
      asked.add(integrationId);
      onProgress(counts.read, ++counts.needed);
      reads.add(integrationId);
    },
    all: async () => {
      await reads.done();
      return schedules;
    },
  };
}
