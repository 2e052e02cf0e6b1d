import { createSelection, everything, type Allowed, type Override, type Selection } from "@skyvia-schedules/core";
import type { LimitFlags } from "../flags/write-flags.ts";
import type { PlanFlags } from "../flags/plan-flags.ts";

/** The integrations that `--select` and `--exclude` name. */
export function selectionOf({ select = [], exclude = [] }: Pick<PlanFlags, "select" | "exclude">): Selection {
  return select.length + exclude.length === 0 ? everything : createSelection(select, exclude);
}

/** What the flags of a run allow beyond the files. */
export function allowedOf({
  maxDisable,
  maxEnable,
  override,
}: LimitFlags & { readonly override?: readonly Override[] }): Allowed {
  return { maxDisable, maxEnable, overrides: override };
}
