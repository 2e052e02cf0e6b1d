import { createEntryLookup, decidingEntry } from "../entries/entry-lookup.ts";
import { isWrite, type Change } from "../model/change.ts";
import type { DesiredState, Limit, Limits, Source } from "../model/model.ts";
import { problem, type Problem } from "../problems/problem.ts";
import type { FrontEnd, ProblemCode } from "../problems/problem-texts.ts";
import { flapProblems, type Corrections } from "./flap.ts";
import { ceiling } from "./limit.ts";
import { createOverrideNames } from "./override-name.ts";
import type { Plan } from "./plan.ts";

/** What the user allows for one run. */
export interface Allowed {
  readonly maxDisable?: Limit | undefined;
  readonly maxEnable?: Limit | undefined;
  readonly overrides?: readonly Override[] | undefined;
  /** The corrections in the run's ledger. Absent: the run has no ledger. */
  readonly corrections?: Corrections | undefined;
  /** How the user can allow more: by a flag (the default), or in a program. */
  readonly by?: FrontEnd | undefined;
}

/** Lifts one guard for one integration. `workspaceId` null: in the only workspace in which the guard stops it. */
export interface Override {
  readonly of: "protected" | "flap";
  readonly workspaceId: number | null;
  readonly integrationId: number;
}

/** The facts about a workspace that guards look at. */
export interface GuardedWorkspace {
  readonly workspaceId: number;
  /** Count of schedules, observed and undefined ones included. null: they were not counted. */
  readonly managed: number | null;
  readonly limits: Limits;
  /** null: no file names it. */
  readonly source: Source | null;
  /** Integrations that no entry covers. A saved plan has only their count. */
  readonly unmanaged: readonly { readonly id: number }[] | number;
}

/** A rule of the user that can keep a run from writing anything. */
export interface Guard {
  /** The code of its problems: nothing else reports it. */
  readonly code: ProblemCode;
  /**
   * The problems that it finds. `desired` is null for a saved plan, because its files may be missing. A guard that needs the files then returns null, and the
   * problems that it found when the plan was made still count.
   */
  check(
    changes: readonly Change[],
    workspaces: readonly GuardedWorkspace[],
    desired: DesiredState | null,
    allowed: Allowed,
  ): readonly Problem[] | null;
  /** The problems that no override lifts. A guard without this function cannot be overridden. */
  keep?(found: readonly Problem[], overrides: readonly Override[]): readonly Problem[];
}

/** The facts about a plan, fresh or saved, that guards look at. */
export interface GuardedPlan {
  readonly changes: readonly Change[];
  readonly workspaces: readonly GuardedWorkspace[];
  readonly desired: DesiredState | null;
  /** The problems found so far; a saved plan includes those of guards. */
  readonly problems: readonly Problem[];
}

/** The problems of a plan, with the current problems of each guard. No other code asks the guards. */
export function askGuards({ changes, workspaces, desired, problems }: GuardedPlan, allowed: Allowed = {}): Problem[] {
  const codes = new Set<ProblemCode>(guards.map(({ code }) => code));
  const found = guards.flatMap((guard) => {
    const now = guard.check(changes, workspaces, desired, allowed);
    const all = now ?? problems.filter(({ code }) => code === guard.code);
    return guard.keep === undefined ? all : guard.keep(all, allowed.overrides ?? []);
  });
  return [...problems.filter(({ code }) => !codes.has(code)), ...found];
}

/** A fresh plan, with the problems of each guard. */
export function guardPlan(desired: DesiredState, plan: Plan, allowed: Allowed = {}): Plan {
  return { ...plan, problems: askGuards({ ...plan, workspaces: plan.coverage, desired }, allowed) };
}

/** `unmanaged: fail`: each integration of the workspace has an entry. */
const unmanagedGuard: Guard = {
  code: "unmanaged-not-allowed",
  check: (_, workspaces, desired) => {
    if (desired === null) return null;
    const failing = new Set(desired.workspaces.filter(({ unmanaged }) => unmanaged === "fail").map(({ id }) => id));
    return workspaces.flatMap(({ workspaceId, unmanaged, source }) => {
      if (!failing.has(workspaceId) || typeof unmanaged === "number" || unmanaged.length === 0) return [];
      const ids = unmanaged.slice(0, 20).map(({ id }) => id);
      const facts = { workspaceId, count: unmanaged.length, ids };
      return [problem("unmanaged-not-allowed", source, facts, { workspaceId })];
    });
  },
};

type Switching = "disable" | "enable";

/** The largest number of changes of one kind in a workspace. A flag applies to every workspace, so it must allow this many. */
export function mostInOne(changes: readonly Change[], action: Switching): number {
  const counts = new Map<number, number>();
  for (const change of changes) {
    if (change.action === action) counts.set(change.workspaceId, (counts.get(change.workspaceId) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** `limits`, `--max-disable` and `--max-enable`: a run switches only so many schedules of a workspace. */
const limitGuard: Guard = {
  code: "limit-exceeded",
  check: (changes, workspaces, _, { maxDisable, maxEnable, by = "command-line" }) =>
    workspaces.flatMap(({ workspaceId, managed, limits, source }) => {
      const own = changes.filter((change) => change.workspaceId === workspaceId);
      const check = (action: Switching, flag: Limit | undefined): Problem[] => {
        const count = own.filter((change) => change.action === action).length;
        const { allowed, text, source: at } = ceiling(managed, limits[action], flag);
        if (count <= allowed) return [];
        const facts = { workspaceId, action, count, managed, limit: text, by, allow: mostInOne(changes, action) };
        return [problem("limit-exceeded", at ?? source, facts, { workspaceId })];
      };
      return [...check("disable", maxDisable), ...check("enable", maxEnable)];
    }),
};

/** `protected: true`: a schedule is not switched, unless an override allows this one change. */
const protectedGuard: Guard = {
  code: "protected",
  check: (changes, _, desired, { by = "command-line" }) => {
    if (desired === null) return null;
    const nameOf = createOverrideNames(changes);
    return desired.workspaces.flatMap((workspace) => {
      if (workspace.entries.every(({ protectedSource }) => protectedSource === null)) return [];
      const lookup = createEntryLookup(workspace);
      return changes.flatMap((change) => {
        const { workspaceId, integrationId: id, name, after } = change;
        if (workspaceId !== workspace.id || !isWrite(change)) return [];
        const entry = decidingEntry(lookup, { id, name });
        const source = entry?.protectedSource ?? null;
        if (entry === undefined || source === null) return [];
        const about = { workspaceId, integrationId: id, entry: workspace.entries.indexOf(entry) };
        return [problem("protected", source, { id, name, after, by, of: nameOf(change) }, about)];
      });
    });
  },
  keep: keepUnless("protected"),
};

/** The problems that no override of one kind lifts. */
function keepUnless(of: Override["of"]): NonNullable<Guard["keep"]> {
  return (found, overrides) => {
    const lifts = (override: Override, { workspaceId, integrationId }: Problem): boolean => {
      if (override.of !== of || override.integrationId !== integrationId) return false;
      if (override.workspaceId !== null) return override.workspaceId === workspaceId;
      return found.filter((other) => other.integrationId === integrationId).length === 1;
    };
    return found.filter((one) => !overrides.some((override) => lifts(override, one)));
  };
}

/** The flap brake: a schedule that was switched back twice within 24 hours is left as it is the third time. */
const flapGuard: Guard = {
  code: "flapping",
  check: (changes, _workspaces, _desired, { corrections }) =>
    corrections === undefined ? [] : flapProblems(changes, corrections),
  keep: keepUnless("flap"),
};

/** Every rule that can keep a run from writing, in the order in which its problems are reported. */
export const guards: readonly Guard[] = [unmanagedGuard, limitGuard, protectedGuard, flapGuard];
