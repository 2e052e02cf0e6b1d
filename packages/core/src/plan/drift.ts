import { instantOf, instantText } from "../overlays/instant.ts";
import { changeKey, type Change } from "../model/change.ts";
import { createEntryLookup, decidingEntry } from "../entries/entry-lookup.ts";
import type { LedgerWrite } from "../model/ledger-line.ts";
import type { LiveState, LiveWorkspace } from "../model/live-state.ts";
import type { DesiredEntry, DesiredSchedule, DesiredState, DesiredWorkspace, ScheduleState } from "../model/model.ts";
import type { Coverage, Plan } from "./plan.ts";
import { effectiveAt } from "../overlays/effective.ts";
import { createLayers } from "../overlays/layers.ts";
import { asDriftKind } from "../problems/drift-kinds.ts";
import { problem, type Problem } from "../problems/problem.ts";

/**
 * Why live differs: somebody switched it outside of this tool, the files were changed since the last apply, or `time`: a hold or a freeze began or ended since
 * then. `unknown`: the change is not applied yet, or somebody switched it outside; nothing proves which.
 */
export type Cause = "turned-off-outside" | "turned-on-outside" | "config-changed" | "time" | "unknown";

/** A difference with its cause. */
export interface DriftChange extends Change {
  /** `unknown` for an entry with `mode: observe`: this tool never switches it. */
  readonly cause: Cause;
  /** When the integration itself was last edited, as the listing says. null: the listing was not read. */
  readonly modified: string | null;
  /** Whether that was after the last commit or apply of the files. */
  readonly editedSince: boolean;
}

/** How live differs from desired, and why. */
export interface Drift {
  /** Kept changes have no cause. */
  readonly changes: readonly (Change | DriftChange)[];
  readonly problems: readonly Problem[];
}

/** The facts that are known about the last apply. */
export interface Baseline {
  /** The desired state at the last apply. null: not known. */
  readonly applied: DesiredState | null;
  /** The desired state of the committed files. null: not known. */
  readonly committed: DesiredState | null;
  /** The writes of the ledger, oldest first. */
  readonly ledger: readonly LedgerWrite[];
  /** The runs of the ledger that did not finish their plan. */
  readonly unfinished: ReadonlySet<string>;
  /** When the files were last committed or applied, in milliseconds since the epoch. null: not known. */
  readonly decidedAt: number | null;
}

/**
 * Adds the cause of each difference to a plan that was made for an instant, in milliseconds since the epoch. Pure: equal
 * inputs give equal drift.
 */
export function drift(desired: DesiredState, live: LiveState, plan: Plan, baseline: Baseline, at?: number): Drift {
  const workspaces = new Map(desired.workspaces.map((workspace) => [workspace.id, workspace]));
  const causeOf = createCauses(baseline, desired, at);
  return {
    changes: plan.changes.map((change) => {
      if (change.action === "keep") return change;
      const cause = change.action === "skip" ? "unknown" : causeOf(change);
      const modified = live.get(change.workspaceId)?.listing?.get(change.integrationId)?.modified ?? null;
      return { ...change, cause, modified, editedSince: isAfter(modified, baseline.decidedAt) };
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

function isAfter(time: string | null, since: number | null): boolean {
  return time !== null && since !== null && instantOf(time) > since;
}

/** A schedule whose live state differs: `before` is live, `after` is desired. */
export type Difference = Pick<Change, "workspaceId" | "integrationId" | "name" | "before" | "after">;

/** Finds the causes of differences from the facts about the last apply, and from the desired state of the files at an instant. */
export function createCauses(
  { applied, committed, ledger, unfinished, decidedAt }: Baseline,
  desired: DesiredState,
  at: number | undefined,
): (difference: Difference) => Cause {
  const lastWrites = new Map(ledger.map((line) => [changeKey(line), line]));
  const askedAtApply = applied === null ? null : createQuestion(applied);
  const askedAtCommit = committed === null ? null : createQuestion(committed);
  const askedNow = createQuestion(desired);
  return (difference) => {
    const last = lastWrites.get(changeKey(difference));
    const appliedAt = last === undefined ? decidedAt : instantOf(last.at);
    const then = appliedAt ?? at;
    const byState = (known: ScheduleState | null | undefined): Cause | null =>
      causeByState(difference, known, () => askedNow(difference, then));
    return (
      causeByLastWrite(difference, last) ??
      (isOfUnfinished(last, unfinished) ? byState(stateLeftBy(last, difference)) : null) ??
      (askedAtApply === null ? null : byState(askedAtApply(difference, decidedAt ?? at) ?? null)) ??
      byState(stateLeftBy(last, difference)) ??
      (askedAtCommit !== null && askedAtCommit(difference, at) !== difference.after ? "config-changed" : "unknown")
    );
  };
}

/** The desired state of an integration at an instant. undefined: there was none. */
type Question = (difference: Difference, at: number | undefined) => DesiredSchedule | undefined;

function createQuestion(desired: DesiredState): Question {
  const workspaces = new Map(
    desired.workspaces.map((workspace) => {
      const layersOf = createLayers(desired.overlays, workspace.id);
      return [workspace.id, { lookup: createEntryLookup(workspace), layersOf }];
    }),
  );
  return ({ workspaceId, integrationId: id, name }, at) => {
    const workspace = workspaces.get(workspaceId);
    const entry = workspace && decidingEntry(workspace.lookup, { id, name });
    return entry && effectiveAt(workspace.layersOf(entry, { id, name }), at ?? 0).schedule;
  };
}

/** The cause that this tool's last write of the schedule proves. null: it proves none. */
function causeByLastWrite({ before, after }: Difference, last: LedgerWrite | undefined): Cause | null {
  if (last === undefined) return null;
  if (last.after === after && last.result === "failed") return "config-changed"; // the edit is not applied yet
  if (last.after === after && last.result === "unknown") return "unknown";
  // `enable` and `disable` of this tool carry out no files.
  if (last.configHash === null && last.after === before && last.result !== "failed") return "unknown";
  return null;
}

/** Whether the last write is of an apply that did not finish its plan. The last apply that did was before it. */
function isOfUnfinished(last: LedgerWrite | undefined, unfinished: Baseline["unfinished"]): boolean {
  return last !== undefined && last.configHash !== null && unfinished.has(last.run);
}

/** The state that this tool's last write left. A write with an unknown result counts as done if live is as it wanted. undefined: not known. */
function stateLeftBy(last: LedgerWrite | undefined, { before }: Difference): ScheduleState | undefined {
  if (last?.result === "unknown" && last.after === before) return last.after;
  return last?.result === "done" ? last.after : undefined;
}

/**
 * `known`: the state that the last apply left or asked for; null for an integration that no entry covered then. `askedThen`: the state that today's files ask
 * for at that time.
 */
function causeByState(
  { after }: Difference,
  known: ScheduleState | null | undefined,
  askedThen: () => ScheduleState | undefined,
): Cause | null {
  if (known === undefined) return null;
  if (known !== after) return askedThen() === known ? "time" : "config-changed";
  return after === "enabled" ? "turned-off-outside" : "turned-on-outside";
}

/** A problem of a plan as a finding of drift, if drift reports it. */
function asDrift(
  found: Problem,
  workspace: DesiredWorkspace | undefined,
  live: LiveWorkspace | undefined,
  ledger: readonly LedgerWrite[],
): Problem {
  const { code, source, workspaceId, integrationId } = found;
  const entry = found.entry === null ? undefined : workspace?.entries[found.entry];
  if (entry === undefined || workspaceId === null) return asDriftKind(found);
  if (code === "integration-missing") return gone(found, entry, integrationId);
  if (code !== "name-differs" && code !== "name-not-found") return asDriftKind(found);
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
function idOnceNamed({ selector }: DesiredEntry, workspaceId: number, ledger: readonly LedgerWrite[]): number | null {
  if (selector.kind !== "name") return null;
  const last = ledger.findLast((line) => line.workspaceId === workspaceId && line.name === selector.name);
  return last?.integrationId ?? null;
}

function nameOf({ selector, name }: DesiredEntry): string | null {
  return selector.kind === "name" ? selector.name : name;
}

/** Integrations that were created after the last apply or commit, and that no entry covers. */
function newlyUnmanaged({ workspaceId, unmanaged, source }: Coverage, decidedAt: number | null): Problem[] {
  return unmanaged.flatMap(({ id, name, created }) => {
    const at = created === null ? NaN : instantOf(created);
    if (decidedAt === null || !(at > decidedAt)) return [];
    const facts = { id, name, created: instantText(at), workspaceId };
    return [problem("unmanaged-new", source, facts, { workspaceId, integrationId: id })];
  });
}
