import {
  noOverlays,
  askGuards,
  blocksWrites,
  type DesiredWorkspace,
  type Limit,
  type Plan,
  type Problem,
} from "@skyvia-schedules/core";

/**
 * The problems of guards that forbid every write in a workspace. Only limits that the program sets count, without a default, because a preview shows what an
 * update does.
 */
export function heldBack(workspace: DesiredWorkspace, plan: Plan): Problem[] {
  const ask = (limits: { readonly disable?: Limit | undefined; readonly enable?: Limit | undefined }): Problem[] => {
    const { disable = "100%", enable = "100%" } = limits;
    const about = { ...plan, workspaces: plan.coverage, desired: { workspaces: [workspace], overlays: noOverlays } };
    return askGuards(about, { maxDisable: disable, maxEnable: enable, by: "program" }).filter(blocksWrites);
  };
  const exceeded = (["disable", "enable"] as const).flatMap((action) => {
    const own = workspace.limits[action];
    const problems = own === null ? [] : ask({ [action]: own.limit }).filter(({ code }) => code === "limit-exceeded");
    return problems.map((problem) => ({ ...problem, source: own?.source ?? problem.source }));
  });
  return [...ask({}), ...exceeded];
}
