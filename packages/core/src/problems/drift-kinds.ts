import type { Problem } from "./problem.ts";

/** A problem of a plan as `drift` counts it: an undefined schedule differs from the desired state. */
export function asDriftKind(found: Problem): Problem {
  return found.code === "schedule-not-defined" ? { ...found, kind: "counts-as-drift" } : found;
}

/**
 * A problem of `drift` as `drift --correct` counts it. A problem that no write can correct leaves its integration out, as in `apply`. Integrations without an
 * entry are not enforced, so they stay a finding.
 */
export function asCorrectKind(found: Problem): Problem {
  const isLeftOut = found.kind === "counts-as-drift" && found.code !== "unmanaged-new";
  return isLeftOut ? { ...found, kind: "leaves-out" } : found;
}
