export { errorRecord, isApiError, type ApiError, type ErrorRecord } from "./api-error.ts";
export { apply, type Applied, type ApplyOptions } from "./apply.ts";
export { writeSchedule, type Pause, type Verdict } from "./carry-out.ts";
export { byId, isWrite, type Action, type AppliedChange, type Change, type Result } from "./change.ts";
export { createEntryLookup, decidingEntry, type EntryLookup } from "./entry-lookup.ts";
export { compileGlob } from "./glob.ts";
export type { LiveSchedule, LiveState, LiveWorkspace, WorkspaceFailure } from "./live-state.ts";
export type {
  DesiredEntry,
  DesiredSchedule,
  DesiredState,
  DesiredWorkspace,
  Mode,
  ScheduleState,
  Selector,
  Source,
  Unmanaged,
} from "./model.ts";
export { plan, type Coverage, type Plan } from "./plan.ts";
export { place, problem, type Problem, type ProblemKind } from "./problem.ts";
export type { ProblemCode } from "./problem-texts.ts";
export { needsListing, refresh, type RefreshOptions, type RefreshProgress } from "./refresh.ts";
export type { ListingStep, LiveIntegration, ScheduleApi } from "./schedule-api.ts";
export { createSelection, everything, type Criterion, type Selection } from "./selection.ts";
export { summarize, type Summary } from "./summary.ts";
