import {
  createEntryLookup,
  decidingEntry,
  type DesiredEntry,
  type DesiredWorkspace,
  type LiveIntegration,
  type LiveWorkspace,
  type Plan,
  type ScheduleState,
} from "@skyvia-schedules/core";
import type { WorkspaceInputs } from "./workspace-inputs.ts";
import { enforcedStates, type Selected, type WorkspaceOutputs } from "./workspace-outputs.ts";
import { isByName, overlaidOutputs, type Wish } from "./workspace-wish.ts";

/** A workspace as it was read and planned, and the outputs of the earlier state. */
export interface WorkspaceFindings {
  readonly wish: Wish;
  readonly live: LiveWorkspace;
  readonly plan: Plan;
  readonly olds: Partial<WorkspaceOutputs>;
}

/** The states that were found, by id; for integrations that were not read, the earlier states. */
export function statesBefore({ live, plan, olds }: WorkspaceFindings): Map<number, ScheduleState> {
  const observed = Object.entries(olds.observed ?? {}).map(([id, state]) => [Number(id), state] as const);
  const states = new Map([...enforcedStates(olds), ...observed]);
  for (const { integrationId, before } of plan.changes) {
    // The listing says only "not active", which is also true of a schedule that is not defined.
    const byListing = !live.schedules.has(integrationId) && states.get(integrationId) === "undefined";
    states.set(integrationId, byListing ? "undefined" : before);
  }
  for (const { code, integrationId } of plan.problems) {
    if (integrationId === null) continue;
    if (code === "schedule-not-defined") states.set(integrationId, "undefined");
    if (code === "integration-missing") states.delete(integrationId);
  }
  return states;
}

/** How many unmanaged ids the outputs list: the engine prints each on a line of its own. */
const listedUnmanaged = 100;

/** The outputs after schedules changed from `before` to `after`. */
export function workspaceOutputs(
  { wish, live, plan, olds }: WorkspaceFindings,
  before: ReadonlyMap<number, ScheduleState>,
  after: ReadonlyMap<number, ScheduleState>,
): WorkspaceOutputs {
  const { schedules, at: _, ...rest } = wish.inputs;
  const cover = coverOf(wish.workspace, live.listing);
  const byId = Object.keys(schedules).map(Number);
  const selected = cover.selected.filter(({ entry }) => entry.mode === "enforce");
  const observed = plan.changes.filter(({ integrationId }) => cover.entryOf(integrationId)?.mode === "observe");
  const unmanaged = plan.coverage.flatMap((workspace) => workspace.unmanaged);
  const entries = entriesById(wish.inputs, live);
  const named = new Map([...entries, ...selected.map(({ id, name }) => [id, name] as const)]);
  const states = pick(byId, (id) => after.get(id));
  const observedIds = observed.map(({ integrationId }) => integrationId);
  const known = {
    selected: pick([...named.keys()], (id): Selected | undefined => {
      const schedule = after.get(id);
      return schedule === undefined ? undefined : { name: named.get(id) ?? null, schedule };
    }),
    observed: pick(observedIds, (id) => after.get(id)),
    ...namesOf(wish, live, [...byId, ...observedIds, ...entries.map(([id]) => id)], olds),
  };
  return {
    ...rest,
    schedules: states,
    ...known,
    ...overlaidOutputs(wish, known, states),
    unmanagedIds: unmanaged.slice(0, listedUnmanaged).map(({ id }) => id),
    unmanagedCount: unmanaged.length,
    previousStates: pick([...byId, ...named.keys()], (id) => olds.previousStates?.[id] ?? before.get(id)),
  };
}

/** The integrations that `entries` enforce by id, with their known names. */
function entriesById({ entries = [] }: WorkspaceInputs, { listing }: LiveWorkspace): [number, string | null][] {
  return entries.flatMap(({ id, name, mode }): [number, string | null][] =>
    id === undefined || mode === "observe" ? [] : [[id, listing?.get(id)?.name ?? name ?? null]],
  );
}

/** The names that decide about holds and freezes. Without a listing, the names in the earlier state. */
function namesOf(
  wish: Wish,
  { listing }: LiveWorkspace,
  ids: readonly number[],
  { __names: known = {} }: Partial<WorkspaceOutputs>,
): Pick<WorkspaceOutputs, "__names"> {
  if (!isByName(wish)) return {};
  return { __names: pick(ids, (id) => (listing === null ? known[id] : (listing.get(id)?.name ?? undefined))) };
}

/** Which entry decides which integration. */
export interface Cover {
  /** undefined: none does. Without a listing, entries by id alone are known. */
  entryOf(id: number): DesiredEntry | undefined;
  /** The integrations that entries by name and glob select, without names that match twice. */
  readonly selected: readonly { readonly id: number; readonly name: string | null; readonly entry: DesiredEntry }[];
}

/** The cover of a workspace by its entries. */
export function coverOf(workspace: DesiredWorkspace, listing: LiveWorkspace["listing"]): Cover {
  const lookup = createEntryLookup(workspace);
  const entryOf = (id: number): DesiredEntry | undefined => {
    const integration = listing?.get(id);
    return integration === undefined ? lookup.byId(id) : decidingEntry(lookup, integration);
  };
  const found = [...(listing?.values() ?? [])].flatMap(({ id, name }: LiveIntegration) => {
    const entry = entryOf(id);
    return entry === undefined || entry.selector.kind === "id" ? [] : [{ id, name, entry }];
  });
  const counts = new Map<DesiredEntry, number>();
  for (const { entry } of found) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  return { entryOf, selected: found.filter(({ entry }) => entry.selector.kind === "match" || counts.get(entry) === 1) };
}

/** The known values, by id. */
function pick<T>(ids: readonly number[], valueOf: (id: number) => T | undefined): Record<string, T> {
  const entries = ids.flatMap((id) => {
    const value = valueOf(id);
    return value === undefined ? [] : [[String(id), value] as const];
  });
  return Object.fromEntries(entries);
}
