import { createHash } from "node:crypto";
import { essenceOf, type DesiredState } from "@skyvia-schedules/core";

/** SHA-256 of what the files ask for, in hex: places and comments do not count, the order of entries does. */
export function configHash({ workspaces }: DesiredState): string {
  return createHash("sha256")
    .update(JSON.stringify(workspaces.map(essenceOf)))
    .digest("hex");
}
