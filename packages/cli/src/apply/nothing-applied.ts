import { emptySummary } from "@skyvia-schedules/core/summary";
import type { AppliedOutcome } from "../verb/outcome.ts";

/** The outcome where no schedule is switched. */
export const nothingApplied: AppliedOutcome = {
  kind: "applied",
  at: null,
  changes: [],
  problems: [],
  summary: emptySummary,
  coverage: [],
  histories: null,
  all: false,
  planFile: null,
  lastApply: null,
  pause: null,
  error: null,
};
