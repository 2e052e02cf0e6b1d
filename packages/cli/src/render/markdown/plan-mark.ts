import { createHash } from "node:crypto";
import { isWrite, type Change } from "@skyvia-schedules/core";

/** A short mark of the changes and their states. Reports with the same mark, of any runs, are about the same changes. null: nothing is switched. */
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
