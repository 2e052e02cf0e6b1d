import type { Change } from "../model/change.ts";
import { createEntryLookup, decidingEntry } from "../entries/entry-lookup.ts";
import type { LedgerLine } from "../model/ledger-line.ts";
import type { LiveState, LiveWorkspace } from "../model/live-state.ts";
import type { DesiredEntry, DesiredSchedule, DesiredState, DesiredWorkspace } from "../model/model.ts";
import type { Coverage, Plan } from "./plan.ts";
import { problem, type Problem } from "../problems/problem.ts";

/** Why live differs: somebody switched it outside of this tool, or the files ask for something else than at the last apply. */
export type Cause = "turned-off-outside" | "turned-on-outside" | "config-changed";

/** A difference with its cause. */
export interface DriftChange extends Change {
  readonly cause: Cause;
  /** When the integration was last modified, as the listing says: a hint of when. null: the listing was not read. */
  readonly modified: string | null;
}

/** How live differs from desired, and why. */
export interface Drift {
  /** Those that are kept have no cause. */
  readonly changes: readonly (Change | DriftChange)[];
  readonly problems: readonly Problem[];
}

/** What is known of the last apply, from the ledger or from git. */
export interface Baseline {
  /** Whether the files ask for the same as then. null: not known. */
  readonly sameConfig: boolean | null;
  /** What they asked for then. null: not known. */
  readonly desired: DesiredState | null;
  /** The ledger, oldest line first. */
  readonly ledger: readonly LedgerLine[];
  /** When it was last decided what is managed, in milliseconds since the epoch. null: not known. */
  readonly decidedAt: number | null;
}

/** Tells a plan as drift. Pure: equal inputs give equal drift. */
export function drift(desired: DesiredState, live: LiveState, plan: Plan, baseline: Baseline): Drift {
  const workspaces = new Map(desired.workspaces.map((workspace) => [workspace.id, workspace]));
  const lastWrites = new Map(baseline.ledger.map((line) => [keyOf(line), line]));
  const askedThen = baseline.desired === null ? null : createQuestion(baseline.desired);
  return {
    changes: plan.changes.map((change) => {
      if (change.action === "keep") return change;
      const cause = causeOf(change, baseline.sameConfig, askedThen, lastWrites.get(keyOf(change)));
      const listed = live.get(change.workspaceId)?.listing?.get(change.integrationId);
      return { ...change, cause, modified: listed?.modified ?? null };
    }),
    problems: [
      ...plan.problems.map((found) => {
        const id = found.workspaceId ?? 0;
        return asDrift(found, workspaces.get(id), live.get(id), baseline.ledger);
      }),
      ...plan.coverage.flatMap((part) => newlyUnmanaged(part, baseline.decidedAt)),
    ],
  };
}

function keyOf({ workspaceId, integrationId }: Pick<Change, "workspaceId" | "integrationId">): string {
  return `${workspaceId}/${integrationId}`;
}

/** What was asked for an integration. undefined: nothing. */
type Question = (change: Change) => DesiredSchedule | undefined;

function createQuestion({ workspaces }: DesiredState): Question {
  const lookups = new Map(workspaces.map((workspace) => [workspace.id, createEntryLookup(workspace)]));
  return ({ workspaceId, integrationId: id, name }) => {
    const lookup = lookups.get(workspaceId);
    return lookup && decidingEntry(lookup, { id, name })?.schedule;
  };
}

function causeOf(
  change: Change,
  sameConfig: boolean | null,
  askedThen: Question | null,
  last: LedgerLine | undefined,
): Cause {
  if (isOurs(change, sameConfig, askedThen, last)) return "config-changed";
  return change.after === "enabled" ? "turned-off-outside" : "turned-on-outside";
}

/** Whether it differs because of an edit of ours that has not come through yet. What is not known counts as outside. */
function isOurs(
  change: Change,
  sameConfig: boolean | null,
  askedThen: Question | null,
  last: LedgerLine | undefined,
): boolean {
  const { after } = change;
  if (last?.result === "failed" && last.after === after) return true;
  if (sameConfig !== false) return false;
  return (askedThen === null ? last?.after : askedThen(change)) !== after;
}

/** A problem of a plan in the words of drift, where it is one. */
function asDrift(
  found: Problem,
  workspace: DesiredWorkspace | undefined,
  live: LiveWorkspace | undefined,
  ledger: readonly LedgerLine[],
): Problem {
  const { code, source, workspaceId, integrationId } = found;
  const entry = found.entry === null ? undefined : workspace?.entries[found.entry];
  if (code === "schedule-not-defined") return { ...found, kind: "counts-as-drift" };
  if (entry === undefined || workspaceId === null) return found;
  if (code === "integration-missing") return gone(found, entry, integrationId);
  if (code !== "name-differs" && code !== "name-not-found") return found;
  const id = integrationId ?? idOnceNamed(entry, workspaceId, ledger);
  const listed = id === null ? undefined : live?.listing?.get(id);
  if (id === null || listed === undefined) return gone(found, entry, id);
  const names = { id, desired: nameOf(entry), live: listed.name };
  return problem("renamed", source, names, { workspaceId, integrationId: id, entry: found.entry });
}

function gone({ source, workspaceId, entry: index }: Problem, entry: DesiredEntry, id: number | null): Problem {
  const facts = { id, name: nameOf(entry), workspaceId: workspaceId ?? 0 };
  return problem("gone", source, facts, { workspaceId, integrationId: id, entry: index });
}

/** The integration that had the entry's name when it was last written. */
function idOnceNamed({ selector }: DesiredEntry, workspaceId: number, ledger: readonly LedgerLine[]): number | null {
  if (selector.kind !== "name") return null;
  const last = ledger.findLast((line) => line.workspaceId === workspaceId && line.name === selector.name);
  return last?.integrationId ?? null;
}

function nameOf({ selector, name }: DesiredEntry): string | null {
  return selector.kind === "name" ? selector.name : name;
}

/** Integrations that came after it was last decided what is managed, and that no entry covers. */
function newlyUnmanaged({ workspaceId, unmanaged, source }: Coverage, decidedAt: number | null): Problem[] {
  return unmanaged.flatMap(({ id, name, created }) => {
    const at = created === null ? NaN : Date.parse(created);
    if (decidedAt === null || !(at > decidedAt)) return [];
    const facts = { id, name, created: new Date(at).toISOString(), workspaceId };
    return [problem("unmanaged-new", source, facts, { workspaceId, integrationId: id })];
  });
}
