import type { LightCounts } from "@skyvia-schedules/core";
import { counted } from "@skyvia-schedules/core/counted";

/** The counts of a light sweep, in one line. "": the sweep was a full one. */
export function lightText(light: LightCounts | undefined): string {
  if (light === undefined) return "";
  const { believed, proofs, sampled } = light;
  if (believed === 0)
    return `light: the listing was not relied on (${counted(proofs, "proof")}), so every schedule was read`;
  return `light: ${counted(believed, "schedule")} enabled as the listing says (${counted(proofs, "proof")}, ${sampled} read as a sample)`;
}
