import type { CoverageCounts } from "@skyvia-schedules/core";

/** A share in whole percent; all of nothing is all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "100 %" : `${Math.round((100 * part) / whole)} %`;
}

/** How much of some workspaces is managed; `not known` where none of them could be read. */
export function coveragePercent(
  coverage: readonly Pick<CoverageCounts, "managed" | "unmanaged" | "planned">[],
): string {
  if (coverage.length > 0 && coverage.every(({ planned }) => !planned)) return "not known";
  const managed = coverage.reduce((sum, part) => sum + part.managed, 0);
  const unmanaged = coverage.reduce((sum, part) => sum + part.unmanaged, 0);
  return percent(managed, managed + unmanaged);
}
