import type { Change } from "../model/change.ts";
import { problem, type Problem } from "../problems/problem.ts";

/** What to do about a schedule whose integration does not work: nothing, report it, or stop the run. */
export type Health = "off" | "warn" | "block";

/**
 * Why a schedule should not be enabled, from the newest finished executions of its integration: all of them failed, or there
 * is none. null: one of them did not fail.
 */
export function healthProblem(
  { workspaceId, integrationId, name, source }: Change,
  runs: readonly { readonly state: string }[],
  health: Exclude<Health, "off">,
): Problem | null {
  if (runs.some(({ state }) => state !== "Failed")) return null;
  const facts = { id: integrationId, name, failed: runs.length, workspaceId, isBlocked: health === "block" };
  const found = problem("unhealthy", source, facts, { workspaceId, integrationId });
  return health === "warn" ? { ...found, kind: "warns" } : found;
}
