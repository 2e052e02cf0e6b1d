import { createHash } from "node:crypto";
import { essenceText, type DesiredState } from "@skyvia-schedules/core";

/** SHA-256 of what the files ask for, in hex: places, comments and written defaults do not count, the order of entries does. */
export function configHash(desired: DesiredState): string {
  return createHash("sha256").update(essenceText(desired)).digest("hex");
}
