import { blocksWrites } from "../problems/problem-kind.ts";
import { askGuards, mostInOne, type Allowed, type GuardedPlan, type Override } from "./guards.ts";

/** What a run must allow, in addition to `allowed`, so that no guard stops the plan. null: a guard stops it in any case, as `unmanaged: fail` does. */
export function allowAll(plan: GuardedPlan, allowed: Allowed): Allowed | null {
  const { changes } = plan;
  const overrides = [...(allowed.overrides ?? []), ...overridesOf(plan, allowed)];
  const wider = {
    ...allowed,
    ...(isOver(plan, { ...allowed, maxEnable: Infinity }) ? { maxDisable: mostInOne(changes, "disable") } : {}),
    ...(isOver(plan, { ...allowed, maxDisable: Infinity }) ? { maxEnable: mostInOne(changes, "enable") } : {}),
    ...(overrides.length === 0 ? {} : { overrides }),
  };
  return askGuards(plan, wider).some(blocksWrites) ? null : wider;
}

function isOver(plan: GuardedPlan, allowed: Allowed): boolean {
  return askGuards(plan, allowed).some(({ code }) => code === "limit-exceeded");
}

/** One for each protected change; with its workspace only where another one has the same id. */
function overridesOf(plan: GuardedPlan, allowed: Allowed): readonly Override[] {
  const found = askGuards(plan, allowed).filter(({ code }) => code === "protected");
  return found.map(({ workspaceId, integrationId }) => {
    const isAlone = found.filter((other) => other.integrationId === integrationId).length === 1;
    return { of: "protected", workspaceId: isAlone ? null : workspaceId, integrationId: integrationId ?? 0 };
  });
}
