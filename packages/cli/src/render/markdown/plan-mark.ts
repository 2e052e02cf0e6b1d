import { createHash } from "node:crypto";
import { isWrite, type Change } from "@skyvia-schedules/core";

/**
 * A short mark of what is switched, from where to where: reports with the same one, of whatever run, are about the same
 * changes. null: nothing is switched.
 */
export function planMark(changes: readonly Change[]): string | null {
  const writes = changes.filter(isWrite);
  if (writes.length === 0) return null;
  const switched = writes.map(({ workspaceId, integrationId, before, after }) => [
    workspaceId,
    integrationId,
    before,
    after,
  ]);
  return createHash("sha256").update(JSON.stringify(switched)).digest("hex").slice(0, 12);
}
