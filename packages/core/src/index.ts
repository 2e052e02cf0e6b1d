export { errorRecord, isApiError, type ApiError, type ErrorRecord } from "./api-error.ts";
export { apply, type Applied, type ApplyOptions } from "./apply.ts";
export { writeSchedule, type Pause, type Verdict } from "./carry-out.ts";
export { byId, isWrite, type Action, type AppliedChange, type Change, type Result } from "./change.ts";
export { drift, type Baseline, type Cause, type Drift, type DriftChange } from "./drift.ts";
export { createEntryLookup, decidingEntry, type EntryLookup } from "./entry-lookup.ts";
export { essenceOf, type Essence } from "./essence.ts";
export { matchingEntries, type MatchingEntry } from "./explain.ts";
export { compileGlob } from "./glob.ts";
export {
  guard,
  liftOverridden,
  limitProblems,
  protectedProblems,
  type Allowed,
  type LimitedWorkspace,
  type Override,
} from "./guards.ts";
export type { LedgerLine } from "./ledger-line.ts";
export type { LiveSchedule, LiveState, LiveWorkspace, WorkspaceFailure } from "./live-state.ts";
export type {
  DesiredEntry,
  DesiredSchedule,
  DesiredState,
  DesiredWorkspace,
  Limit,
  Limits,
  Mode,
  PlacedLimit,
  ScheduleState,
  Selector,
  Source,
  Unmanaged,
} from "./model.ts";
export { plan, type Coverage, type Plan } from "./plan.ts";
export { place, problem, type Problem, type ProblemKind } from "./problem.ts";
export type { ProblemCode } from "./problem-texts.ts";
export { needsListing, refresh, type RefreshOptions, type RefreshProgress } from "./refresh.ts";
export { summarizeRuns, type PastRun, type RunHistory } from "./run-history.ts";
export type { ListingStep, LiveIntegration, ScheduleApi } from "./schedule-api.ts";
export { createSelection, everything, type Criterion, type Selection } from "./selection.ts";
export { countCoverage, summarize, type CoverageCounts, type Summary } from "./summary.ts";
export { sharedWithStack, type StackSchedule } from "./shared-ownership.ts";
