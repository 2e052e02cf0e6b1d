import {
  exceededLimits,
  protectedProblems,
  type DesiredWorkspace,
  type Limits,
  type Plan,
} from "@skyvia-schedules/core";

/** A rule of the program's own that an update would break. */
export interface HeldBack {
  readonly message: string;
  readonly next: string;
}

/** Why nothing of a workspace may be written: a schedule is protected, or a limit would be exceeded. null: no rule is in the way. */
export function heldBack(workspace: DesiredWorkspace, { changes, coverage }: Plan): HeldBack | null {
  const [protectedOne] = protectedProblems({ workspaces: [workspace] }, changes);
  if (protectedOne !== undefined) {
    const next = "Take `protected` off its entry for this one update. Nothing of the workspace was written.";
    return { message: protectedOne.message, next };
  }
  const [exceeded] = exceededLimits(changes, coverage, onlyOwn(workspace.limits));
  if (exceeded === undefined) return null;
  const { action, count, managed, limit, workspaceId } = exceeded;
  const share = Math.round((100 * count) / managed);
  return {
    message: `would ${action} ${count} of ${managed} schedules of workspace ${workspaceId} (${share} %), the limit is ${limit}`,
    next: `Raise \`limits.${action}\` to ${count} for this one update. Nothing of the workspace was written.`,
  };
}

/** The limits that the program sets, and none beside: what an update does is shown by its preview. */
function onlyOwn({ disable, enable }: Limits): Parameters<typeof exceededLimits>[2] {
  return { maxDisable: disable?.limit ?? "100%", maxEnable: enable?.limit ?? "100%" };
}
