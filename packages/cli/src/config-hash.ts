import { createHash } from "node:crypto";
import type { DesiredState } from "@skyvia-schedules/core";

/** SHA-256 of what the files ask for, in hex: places and comments do not count, the order of entries does. */
export function configHash({ workspaces }: DesiredState): string {
  const asked = workspaces.map(({ id, name, unmanaged, entries }) => ({
    id,
    name,
    unmanaged,
    entries: entries.map((entry) => ({
      selector: entry.selector,
      name: entry.name,
      schedule: entry.schedule,
      mode: entry.mode,
      owner: entry.owner,
      reason: entry.reason,
      tags: entry.tags,
    })),
  }));
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex");
}
