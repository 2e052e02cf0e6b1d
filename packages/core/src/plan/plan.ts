import { byId, type Change } from "../model/change.ts";
import { compare, type Compared } from "./compare.ts";
import { createEntryLookup, decidingEntry, type EntryLookup } from "../entries/entry-lookup.ts";
import type { LightCounts, LiveState, LiveWorkspace, WorkspaceFailure } from "../model/live-state.ts";
import type { DesiredEntry, DesiredState, DesiredWorkspace, Limits, Source, TokenVariable } from "../model/model.ts";
import type { Hold, Overlays } from "../model/overlay.ts";
import { createDecide, type Decide, type Decision } from "../overlays/decide.ts";
import { disagreement } from "../overlays/disagreement.ts";
import type { Layers } from "../overlays/layers.ts";
import { idleOverlays } from "./idle-overlays.ts";
import { nextOf, type LayersCount, type NextTransition } from "../overlays/upcoming.ts";
import { lookAlikeOf } from "../model/look-alike.ts";
import { place } from "../model/place.ts";
import { problem, type Problem } from "../problems/problem.ts";
import type { LiveIntegration } from "../model/schedule-api.ts";
import { alikeCriterion, everything, type Selection } from "../entries/selection.ts";

/** How much of a workspace the desired state covers. Counts of integrations. */
export interface Coverage {
  readonly workspaceId: number;
  /** The asserted name, null if there is none. */
  readonly name: string | null;
  /** Covered by an entry, observed ones included. */
  readonly managed: number;
  readonly observed: number;
  /** How many of the managed integrations the run selects. null: the run has no selection, so all count. */
  readonly selected: number | null;
  /** Covered by no entry, by id. Empty if the workspace says `unmanaged: ignore`. */
  readonly unmanaged: readonly LiveIntegration[];
  /** Whether all of the workspace could be planned. */
  readonly planned: boolean;
  readonly limits: Limits;
  readonly tokenFrom: TokenVariable | null;
  /** The place of the workspace. */
  readonly source: Source;
}

/** The steps from live to desired state, and every problem. Plain JSON. */
export interface Plan {
  /** `keep` included; by workspace and integration id. */
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  readonly coverage: readonly Coverage[];
  /** The next change that time causes among the selected integrations. null: there is none. */
  readonly next: NextTransition | null;
  /** The counts of the light sweep that read the live state. Absent: it was a full sweep. */
  readonly light?: LightCounts;
}

/**
 * What would have to change for live to be as desired at an instant, in milliseconds since the epoch. Pure: equal inputs
 * give equal plans. Throws a `TypeError` if there are holds or freezes and no instant.
 */
export function plan(desired: DesiredState, live: LiveState, selection: Selection = everything, at?: number): Plan {
  const parts = desired.workspaces.map((workspace) => {
    const asked = {
      selection,
      decide: createDecide(desired, workspace.id, at),
      overlays: desired.overlays,
      at: at ?? 0,
    };
    return planWorkspace(workspace, live.get(workspace.id), asked);
  });
  const changes = parts.flatMap((part) => part.changes).toSorted(byId);
  const problems = parts.flatMap((part) => part.problems);
  const nothing = selection !== everything && changes.length === 0 && problems.length === 0;
  return {
    changes,
    problems: nothing
      ? [problem("selection-empty", null, { alike: alikeCriterion(selection, desired, live) })]
      : problems,
    coverage: parts.flatMap(({ coverage }) => coverage),
    next: nextOf(
      parts.flatMap(({ layers }) => layers),
      at ?? 0,
    ),
  };
}

/** The selected integrations of a workspace, and the instant. */
interface Asked {
  readonly selection: Selection;
  readonly decide: Decide;
  readonly overlays: Overlays;
  readonly at: number;
}

/** The plan of one workspace. */
interface Part extends Omit<Plan, "next"> {
  readonly layers: readonly LayersCount[];
}

function planWorkspace(workspace: DesiredWorkspace, live: LiveWorkspace | undefined, asked: Asked): Part {
  if (live === undefined) throw new TypeError(`workspace ${workspace.id} was not refreshed`);
  if (live.failure !== null) return planFailed(workspace, live.failure, asked);
  if (live.listing === null) return planByIds(workspace, live, asked);
  return planByListing(workspace, live, live.listing, asked);
}

function planFailed(workspace: DesiredWorkspace, failure: WorkspaceFailure, { selection }: Asked): Part {
  const { id, name, tokenFrom, limits, source, nameSource } = workspace;
  const selected = selection === everything ? null : 0;
  const counts = { managed: 0, observed: 0, selected, unmanaged: [], planned: false };
  const coverage = [{ workspaceId: id, name, ...counts, limits, tokenFrom, source }];
  return { changes: [], problems: [describe(failure)], coverage, layers: [] };

  function describe(found: WorkspaceFailure): Problem {
    const about = { workspaceId: id };
    switch (found.kind) {
      case "missing":
        return problem("workspace-missing", source, { id }, about);
      case "name-differs":
        return problem("workspace-name-differs", nameSource, { id, desired: name ?? "", live: found.name }, about);
      case "unreadable":
        return problem("workspace-unreadable", source, { id, error: found.error }, about);
      case "refused": {
        const facts = { id, tokenFrom: tokenFrom?.variable ?? null, error: found.error };
        return problem("token-refused", tokenFrom?.source ?? source, facts, about);
      }
    }
  }
}

function planByIds(workspace: DesiredWorkspace, live: LiveWorkspace, asked: Asked): Part {
  const { selection, decide } = asked;
  const findings = createFindings(workspace, asked);
  for (const entry of workspace.entries) {
    if (entry.selector.kind !== "id") continue;
    const { id: integrationId } = entry.selector;
    const schedule = live.schedules.get(integrationId);
    const state = decide(entry, { id: integrationId, name: null });
    const isSelected = selection(entry, { id: integrationId, name: null });
    if (schedule?.kind !== "missing") findings.cover(entry, state, isSelected);
    if (!isSelected) continue;
    findings.await(state);
    const compared = { workspaceId: workspace.id, integrationId, name: null, entry, state, schedule };
    findings.add(heldTwice(compared, asked) ?? compare(compared), entry);
  }
  return findings.plan([], []);
}

function planByListing(
  workspace: DesiredWorkspace,
  live: LiveWorkspace,
  listing: ReadonlyMap<number, LiveIntegration>,
  asked: Asked,
): Part {
  const { selection, decide } = asked;
  const lookup = createEntryLookup(workspace);
  const findings = createFindings(workspace, asked);
  const named = idsByName(lookup, listing);
  for (const [entry, found] of entryProblems(workspace, listing, named, selection)) findings.add(found, entry);

  const unmanaged: LiveIntegration[] = [];
  for (const integration of listing.values()) {
    const entry = decidingEntry(lookup, integration);
    if (entry === undefined) {
      unmanaged.push(integration);
      continue;
    }
    const state = decide(entry, integration);
    const isSelected = selection(entry, integration);
    findings.cover(entry, state, isSelected);
    if (!isSelected) continue;
    findings.await(state);
    const { id: integrationId, name } = integration;
    const contested = contradiction(workspace.id, lookup, named, entry, integration);
    if (contested === "reported-at-entry") continue;
    const schedule = live.schedules.get(integrationId);
    const compared = { workspaceId: workspace.id, integrationId, name, entry, state, schedule };
    findings.add(contested ?? heldTwice(compared, asked) ?? compare(compared), entry);
  }
  return findings.plan(
    unmanaged,
    [...listing.values()].map(({ name }) => name),
  );
}

/** The ids of the integrations that each entry by name finds, in listing order. */
function idsByName(lookup: EntryLookup, listing: ReadonlyMap<number, LiveIntegration>): Map<DesiredEntry, number[]> {
  const named = new Map<DesiredEntry, number[]>();
  for (const { id, name } of listing.values()) {
    const entry = lookup.byName(name);
    if (entry === undefined) continue;
    const ids = named.get(entry);
    if (ids === undefined) named.set(entry, [id]);
    else ids.push(id);
  }
  return named;
}

/** Entries that do not find exactly one integration. A glob may find none. */
function* entryProblems(
  { id: workspaceId, entries }: DesiredWorkspace,
  listing: ReadonlyMap<number, LiveIntegration>,
  named: ReadonlyMap<DesiredEntry, readonly number[]>,
  selection: Selection,
): Generator<readonly [DesiredEntry, Problem]> {
  for (const entry of entries) {
    const { selector, selectorSource: source } = entry;
    if (
      selector.kind === "id" &&
      !listing.has(selector.id) &&
      selection(entry, { id: selector.id, name: entry.name })
    ) {
      const { id } = selector;
      yield [entry, problem("integration-missing", source, { id, workspaceId }, { workspaceId, integrationId: id })];
    }
    if (selector.kind === "name" && selection(entry, { id: null, name: selector.name })) {
      const ids = named.get(entry) ?? [];
      const { name } = selector;
      const about = { workspaceId };
      if (ids.length === 0) {
        const alike = lookAlikeOf(name, listing.values(), (integration) => integration.name);
        yield [entry, problem("name-not-found", source, { name, workspaceId, alike }, about)];
      }
      if (ids.length > 1) yield [entry, problem("name-ambiguous", source, { name, ids, workspaceId }, about)];
    }
  }
}

/** Why the deciding entry must not be applied to this integration. `reported-at-entry`: the entry has its own problem about it. */
function contradiction(
  workspaceId: number,
  lookup: EntryLookup,
  named: ReadonlyMap<DesiredEntry, readonly number[]>,
  entry: DesiredEntry,
  { id, name }: LiveIntegration,
): Problem | "reported-at-entry" | null {
  const about = { workspaceId, integrationId: id };
  if (entry.selector.kind === "name" && (named.get(entry)?.length ?? 0) > 1) return "reported-at-entry";
  if (entry.selector.kind === "id" && entry.name !== null && entry.name !== name) {
    return problem("name-differs", entry.nameSource, { id, desired: entry.name, live: name }, about);
  }
  const other = lookup.byName(name);
  if (entry.selector.kind === "id" && other !== undefined && named.get(other)?.length === 1) {
    const first = place(entry.selectorSource);
    return problem("selected-twice", other.selectorSource, { id, first }, about);
  }
  return null;
}

/** Two holds that ask for different states of one integration, now or later. */
function heldTwice({ workspaceId, integrationId: id, name, state }: HeldOne, { at }: Asked): Problem | null {
  const found = state.layers.holds.length < 2 ? null : disagreement(holdsOf(state), at);
  if (found === null) return null;
  const [first, later] = found;
  const facts = { id, name, first: place(first.source), here: later.schedule, there: first.schedule };
  return problem("holds-disagree", later.source, facts, { workspaceId, integrationId: id });
}

type HeldOne = Omit<Compared, "state"> & { readonly state: Decision };

function holdsOf({ layers }: Decision): Hold[] {
  return layers.holds.flatMap(({ hold }) => hold ?? []);
}

interface Findings {
  /** Counts an integration that an entry decides. */
  cover(entry: DesiredEntry, state: Decision, isSelected: boolean): void;
  /** Counts an integration among those whose next transition is looked for. */
  await(state: Decision): void;
  /** A problem is about the entry, whichever of two it is reported at. */
  add(finding: Change | Problem, entry: DesiredEntry): void;
  /** `names`: of all live integrations, as far as they were read. */
  plan(unmanaged: readonly LiveIntegration[], names: readonly (string | null)[]): Part;
}

function createFindings(workspace: DesiredWorkspace, { selection, overlays, at }: Asked): Findings {
  const { id: workspaceId, name, unmanaged: policy, limits, tokenFrom, source, entries } = workspace;
  const changes: Change[] = [];
  const problems: Problem[] = [];
  const counts = { managed: 0, observed: 0, selected: selection === everything ? null : 0 };
  const layers = new Map<Layers, number>();
  const held = new Set<Hold>();
  let indices: ReadonlyMap<DesiredEntry, number> | null = null;
  const indexOf = (entry: DesiredEntry): number | null => {
    indices ??= new Map(entries.map((each, index) => [each, index])); // most plans have no problem, and need no index
    return indices.get(entry) ?? null;
  };
  return {
    cover: ({ mode }, state, isSelected) => {
      counts.managed++;
      if (isSelected && counts.selected !== null) counts.selected++;
      if (mode === "observe") counts.observed++;
      for (const hold of holdsOf(state)) held.add(hold);
    },
    await: (state) => layers.set(state.layers, (layers.get(state.layers) ?? 0) + 1),
    add: (finding, entry) => {
      if ("code" in finding) problems.push({ ...finding, entry: indexOf(entry) });
      else changes.push(finding);
    },
    plan: (found, names) => {
      const unmanaged = policy === "ignore" ? [] : found.toSorted((a, b) => a.id - b.id);
      return {
        changes,
        problems: [...problems, ...idleOverlays(workspace, overlays, held, at, names)],
        coverage: [{ workspaceId, name, ...counts, unmanaged, planned: true, limits, tokenFrom, source }],
        layers: [...layers].map(([one, count]) => ({ workspaceId, layers: one, count })),
      };
    },
  };
}
