import type { Problem } from "./problem.ts";

/** A problem of a plan as `drift` counts it: a schedule that is not defined differs from what is desired. */
export function asDriftKind(found: Problem): Problem {
  return found.code === "schedule-not-defined" ? { ...found, kind: "counts-as-drift" } : found;
}

/**
 * A problem of `drift` as `drift --correct` counts it. What no write can correct is left out, as `apply` does.
 * Integrations that no entry covers are not enforced, so they stay a finding.
 */
export function asCorrectKind(found: Problem): Problem {
  const isLeftOut = found.kind === "counts-as-drift" && found.code !== "unmanaged-new";
  return isLeftOut ? { ...found, kind: "leaves-out" } : found;
}
