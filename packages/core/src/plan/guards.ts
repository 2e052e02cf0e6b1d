import { isWrite, type Change } from "../model/change.ts";
import { createEntryLookup, decidingEntry } from "../entries/entry-lookup.ts";
import { ceiling } from "./limit.ts";
import type { DesiredState, Limit, Limits, Source } from "../model/model.ts";
import type { Plan } from "./plan.ts";
import { problem, type Problem } from "../problems/problem.ts";

/** What the user allows for one run. */
export interface Allowed {
  readonly maxDisable?: Limit | undefined;
  readonly maxEnable?: Limit | undefined;
  readonly overrides?: readonly Override[] | undefined;
}

/** Lifts the protection of one integration. `workspaceId` null: of the only workspace in which it is in the way. */
export interface Override {
  readonly workspaceId: number | null;
  readonly integrationId: number;
}

/** A workspace as far as its limits go. */
export interface LimitedWorkspace {
  readonly workspaceId: number;
  /** Counts of schedules, observed and undefined ones included. */
  readonly managed: number;
  readonly limits: Limits;
  readonly source: Source;
}

/** A plan with every rule of the user's that holds its writes back told as a problem. */
export function guard(desired: DesiredState, plan: Plan, allowed: Allowed = {}): Plan {
  const { changes, coverage, problems } = plan;
  const held = [
    ...limitProblems(changes, coverage, allowed),
    ...liftOverridden(protectedProblems(desired, changes), allowed.overrides ?? []),
  ];
  return held.length === 0 ? plan : { ...plan, problems: [...problems, ...held] };
}

/** Workspaces in which more is to be disabled, or enabled, than the limit allows. */
export function limitProblems(
  changes: readonly Change[],
  workspaces: readonly LimitedWorkspace[],
  allowed: Allowed,
): Problem[] {
  return exceededLimits(changes, workspaces, allowed).map(({ source, ...facts }) =>
    problem("limit-exceeded", source, facts, { workspaceId: facts.workspaceId }),
  );
}

/** A limit and what would go beyond it. */
export interface ExceededLimit {
  readonly workspaceId: number;
  readonly action: "disable" | "enable";
  /** Changes of that kind. */
  readonly count: number;
  /** Schedules of the workspace, observed and undefined ones included. */
  readonly managed: number;
  /** In numbers: `25 %` or `5`. */
  readonly limit: string;
  /** Where it is written, else the workspace's own place. */
  readonly source: Source;
}

/** The limits that changes go beyond. */
export function exceededLimits(
  changes: readonly Change[],
  workspaces: readonly LimitedWorkspace[],
  { maxDisable, maxEnable }: Allowed,
): ExceededLimit[] {
  return workspaces.flatMap(({ workspaceId, managed, limits, source }) => {
    const own = changes.filter((change) => change.workspaceId === workspaceId);
    const check = (action: "disable" | "enable", flag: Limit | undefined): ExceededLimit[] => {
      const count = own.filter((change) => change.action === action).length;
      const { allowed, told, source: at } = ceiling(managed, limits[action], flag);
      return count <= allowed ? [] : [{ workspaceId, action, count, managed, limit: told, source: at ?? source }];
    };
    return [...check("disable", maxDisable), ...check("enable", maxEnable)];
  });
}

/** Changes that would write what its entry protects. */
export function protectedProblems({ workspaces }: DesiredState, changes: readonly Change[]): Problem[] {
  return workspaces.flatMap((workspace) => {
    if (workspace.entries.every(({ protectedSource }) => protectedSource === null)) return [];
    const lookup = createEntryLookup(workspace);
    return changes.flatMap((change) => {
      const { workspaceId, integrationId: id, name } = change;
      if (workspaceId !== workspace.id || !isWrite(change)) return [];
      const source = decidingEntry(lookup, { id, name })?.protectedSource ?? null;
      if (source === null) return [];
      return [problem("protected", source, { id, name, after: change.after }, { workspaceId, integrationId: id })];
    });
  });
}

/** Problems without the protections that an override lifts: one override lifts one. */
export function liftOverridden(problems: readonly Problem[], overrides: readonly Override[]): Problem[] {
  const isProtected = ({ code }: Problem): boolean => code === "protected";
  const lifts = (override: Override, { workspaceId, integrationId }: Problem): boolean => {
    if (override.integrationId !== integrationId) return false;
    if (override.workspaceId !== null) return override.workspaceId === workspaceId;
    return problems.filter((other) => isProtected(other) && other.integrationId === integrationId).length === 1;
  };
  return problems.filter((found) => !isProtected(found) || !overrides.some((override) => lifts(override, found)));
}
