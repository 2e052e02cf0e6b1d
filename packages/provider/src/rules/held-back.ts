import { askGuards, blocksWrites, type DesiredWorkspace, type Plan, type Problem } from "@skyvia-schedules/core";

/**
 * Why nothing of a workspace may be written. null: no guard is in the way. The limits are those that the program sets, and
 * no default: a preview shows what an update does.
 */
export function heldBack(workspace: DesiredWorkspace, plan: Plan): Problem | null {
  const { disable, enable } = workspace.limits;
  const problems = askGuards(
    { ...plan, workspaces: plan.coverage, desired: { workspaces: [workspace] } },
    { maxDisable: disable?.limit ?? "100%", maxEnable: enable?.limit ?? "100%", by: "program" },
  );
  return problems.find(blocksWrites) ?? null;
}
