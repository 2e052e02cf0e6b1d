import { createEntryLookup, decidingEntry } from "../entries/entry-lookup.ts";
import { everything, type Selection } from "../entries/selection.ts";
import { errorRecord, isApiError, isRunAborted } from "../model/api-error.ts";
import type { LiveState, LiveWorkspace, WorkspaceFailure } from "../model/live-state.ts";
import type { DesiredEntry, DesiredState, DesiredWorkspace } from "../model/model.ts";
import type { LiveIntegration, ScheduleApi } from "../model/schedule-api.ts";
import { createDecide, needsNames, type Decide } from "../overlays/decide.ts";
import { believeListing, type Believing, type LightSweep, type OpenWorkspace } from "./believe-listing.ts";
import { createReader, createScheduleReads, type Reader, type RefreshProgress } from "./reader.ts";

export interface RefreshOptions {
  readonly selection?: Selection;
  /** The instant of the desired state, in milliseconds since the epoch. Required if it has holds or freezes. */
  readonly at?: number;
  readonly onProgress?: RefreshProgress;
}

/**
 * Reads the live state of everything that the desired state lists, with no more calls than necessary: the listing only where something needs it, a schedule
 * only where the listing leaves it open. Schedules are read while later pages of the listing are still on their way.
 *
 * A failure for one workspace or one schedule is part of the result. Rejects with the `ApiError` that ends the run (a refused token, an abort), or that came
 * before anything could be read. If workspaces have their own tokens (`tokenFrom`), an error that ends the use of one token is part of the result too.
 */
export async function refresh(
  api: ScheduleApi,
  desired: DesiredState,
  options: RefreshOptions = {},
): Promise<LiveState> {
  return liveOf(await readAll(api, desired, options, false));
}

/**
 * Reads the same with fewer calls. It believes a listing that says that a schedule is active, once reads of this run have proved that the listing means that,
 * and as long as no read contradicts it. Otherwise it reads everything.
 */
export async function refreshLight(
  api: ScheduleApi,
  desired: DesiredState,
  options: RefreshOptions & Believing,
): Promise<{ readonly live: LiveState; readonly light: LightSweep }> {
  const parts = await readAll(api, desired, options, true);
  const light = await believeByToken(parts, options);
  return { live: liveOf(parts), light };
}

/** Whether the listing is needed: for names, for globs, or for unmanaged integrations. */
export function needsListing({ entries, unmanaged }: DesiredWorkspace): boolean {
  return unmanaged !== "ignore" || entries.some(({ selector, name }) => selector.kind !== "id" || name !== null);
}

/** The workspaces of one token as they were read. */
interface ReadPart {
  readonly workspaces: readonly DesiredWorkspace[];
  readonly reader: Reader;
  read: readonly ReadWorkspace[];
}

function liveOf(parts: readonly ReadPart[]): LiveState {
  return new Map(parts.flatMap(({ read }) => read.map(({ live }) => [live.id, live] as const)));
}

/** Reads the workspaces of each token separately, because a refused token does not affect the others. */
async function readAll(
  api: ScheduleApi,
  desired: DesiredState,
  { selection = everything, at, onProgress = () => {} }: RefreshOptions,
  isLight: boolean,
): Promise<readonly ReadPart[]> {
  const counts = { read: 0, needed: 0 };
  const readOne = async (reader: Reader, workspace: DesiredWorkspace): Promise<ReadWorkspace> => {
    const decide = createDecide(desired, workspace.id, at);
    const byListing = needsListing(workspace) || needsNames(desired, workspace, at);
    return refreshWorkspace(reader, workspace, { selection, decide, byListing, isLight });
  };
  const { workspaces } = desired;
  const isOneToken = workspaces.every(({ tokenFrom }) => tokenFrom === null);
  const byToken = Map.groupBy(workspaces, ({ tokenFrom }) => tokenFrom?.variable);
  const parts = [...byToken.values()].map(async (ofOneToken): Promise<ReadPart> => {
    const reader = createReader(api, counts, onProgress);
    try {
      const read = await Promise.all(ofOneToken.map((workspace) => readOne(reader, workspace)));
      return { workspaces: ofOneToken, reader, read };
    } catch (error) {
      if (isOneToken) throw error;
      return { workspaces: ofOneToken, reader, read: withoutToken(ofOneToken, error) };
    }
  });
  return Promise.all(parts);
}

/** The result for the workspaces of a token whose use an error has ended. Throws the error if it ends the run. */
function withoutToken(workspaces: readonly DesiredWorkspace[], error: unknown): readonly ReadWorkspace[] {
  if (!isApiError(error) || isRunAborted(error)) throw error;
  const failure = { kind: error.code === "auth" ? "refused" : "unreadable", error: errorRecord(error) } as const;
  return workspaces.map(({ id }) => ({ live: { id, failure, listing: null, schedules: new Map() } }));
}

/** Decides what the listings mean. A token that is refused meanwhile leaves its workspaces out, and the others are judged again. */
async function believeByToken(parts: readonly ReadPart[], options: Believing): Promise<LightSweep> {
  try {
    return await believeListing(
      parts.flatMap(({ read }) => read.flatMap(({ open }) => open ?? [])),
      options,
    );
  } catch (error) {
    const ended = parts.find(({ reader }) => reader.endedBy() === error);
    const isOneToken = parts.every(({ workspaces }) => workspaces.every(({ tokenFrom }) => tokenFrom === null));
    if (ended === undefined || isOneToken) throw error;
    ended.read = withoutToken(ended.workspaces, error);
    return believeByToken(parts, options);
  }
}

/** How a workspace is read. */
interface Reading {
  readonly selection: Selection;
  readonly decide: Decide;
  readonly byListing: boolean;
  readonly isLight: boolean;
}

/** A workspace as it was read. `open`: the schedules that the listing may still decide. Absent: there are none. */
interface ReadWorkspace {
  readonly live: LiveWorkspace;
  readonly open?: OpenWorkspace;
}

async function refreshWorkspace(reader: Reader, workspace: DesiredWorkspace, reading: Reading): Promise<ReadWorkspace> {
  const { id } = workspace;
  const failure = workspace.name === null ? null : await checkName(reader, id, workspace.name);
  if (failure !== null) return { live: { id, failure, listing: null, schedules: new Map() } };
  if (reading.byListing) return readByListing(reader, workspace, reading);
  return { live: await readById(reader, workspace, reading) };
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
  { selection, decide, isLight }: Reading,
): Promise<ReadWorkspace> {
  const { id } = workspace;
  const lookup = createEntryLookup(workspace);
  const reads = createScheduleReads(reader, id);
  const listing = new Map<number, LiveIntegration>();
  const namesSeen = new Set<string>();
  const likely = new Set<number>();
  const needOf = (integration: LiveIntegration): Need => {
    const entry = decidingEntry(lookup, integration);
    if (entry === undefined || !selection(entry, integration)) return "nothing";
    if (repeatsName(entry, namesSeen)) return "nothing";
    return needOfSchedule(entry, integration, decide);
  };
  const visit = (integration: LiveIntegration): void => {
    listing.set(integration.id, integration);
    const need = needOf(integration);
    if (need === "unless-believed" && isLight) likely.add(integration.id);
    else if (need !== "nothing") reads.start(integration.id);
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
      likely.clear();
    }
  });
  const schedules = await reads.all();
  if (!listed.ok) return { live: { id, failure: listed.failure, listing: null, schedules } };
  return { live: { id, failure: null, listing, schedules }, open: { listing, likely: [...likely], reads } };
}

/** Whether an integration repeats a name. That makes the entry ambiguous, so none of its integrations needs to be read. */
function repeatsName({ selector }: DesiredEntry, seen: Set<string>): boolean {
  if (selector.kind !== "name") return false;
  if (seen.has(selector.name)) return true;
  seen.add(selector.name);
  return false;
}

/** Whether a schedule has to be read. `unless-believed`: the listing says that it is as desired, if it means what it seems to mean. */
type Need = "read" | "unless-believed" | "nothing";

/** The listing is certain only about "not active", so only an entry that asks for `disabled` can use it. */
function needOfSchedule(entry: DesiredEntry, integration: LiveIntegration, decide: Decide): Need {
  const { name, scheduled } = integration;
  if (entry.selector.kind === "id" && entry.name !== null && entry.name !== name) return "nothing";
  if (decide(entry, integration).schedule === "disabled") return scheduled === false ? "nothing" : "read";
  return scheduled === true ? "unless-believed" : "read";
}
