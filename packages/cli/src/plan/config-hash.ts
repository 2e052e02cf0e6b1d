import { createHash } from "node:crypto";
import { essenceText, type DesiredState } from "@skyvia-schedules/core";

/** SHA-256 of the desired state in the files, in hex. It ignores places, comments and written defaults; the order of entries counts. */
export function configHash(desired: DesiredState): string {
  return createHash("sha256").update(essenceText(desired)).digest("hex");
}
