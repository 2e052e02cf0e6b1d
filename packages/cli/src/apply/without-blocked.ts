import { blocksChange, changeKey, type AppliedChange, type Change, type Problem } from "@skyvia-schedules/core";

/** Separates the changes that a guard skips from the changes that are carried out. */
export function withoutBlocked(
  changes: readonly Change[],
  problems: readonly Problem[],
): { readonly writes: readonly Change[]; readonly left: readonly AppliedChange[] } {
  const keys = new Set(
    problems
      .filter(blocksChange)
      .map(({ workspaceId, integrationId }) =>
        changeKey({ workspaceId: workspaceId ?? 0, integrationId: integrationId ?? 0 }),
      ),
  );
  const isLeft = (change: Change): boolean => keys.has(changeKey(change));
  return {
    writes: changes.filter((change) => !isLeft(change)),
    left: changes.filter(isLeft).map((change) => ({ ...change, result: "not-started", error: null })),
  };
}
