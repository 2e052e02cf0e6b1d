export { errorRecord, isApiError, type ApiError, type ErrorRecord, type WriteOutcome } from "./model/api-error.ts";
export type { DrainChange, Drained } from "./apply/drain.ts";
export { apply, type Applied, type ApplyOptions, type Recorder } from "./apply/apply.ts";
export { stopped, writeSchedule, type Pause, type Verdict } from "./apply/write-schedule.ts";
export {
  byId,
  changeKey,
  isDone,
  isWrite,
  type Action,
  type AppliedChange,
  type Change,
  type Effective,
  type Result,
} from "./model/change.ts";
export { createCauses, drift, type Baseline, type Cause, type Drift, type DriftChange } from "./plan/drift.ts";
export { commonName } from "./entries/common-name.ts";
export { createEntryLookup, decidingEntry, type EntryLookup } from "./entries/entry-lookup.ts";
export { entryDefaults, entryEssence, essenceText } from "./model/essence.ts";
export { givenNotes, noNotes, notesOf, withoutNotes, type EntryNotes } from "./model/entry-notes.ts";
export { managedOf, type ManagedIntegration } from "./plan/managed.ts";
export { uncomparedOf, type UncomparedIntegration } from "./plan/uncompared.ts";
export {
  hygieneOf,
  hygieneRules,
  type HygieneFinding,
  type HygieneRule,
  type HygieneSubject,
  type LastSwitch,
  type RecentRuns,
} from "./hygiene/hygiene.ts";
export { lastSwitches } from "./hygiene/last-switches.ts";
export { matchingEntries, type MatchingEntry } from "./entries/explain.ts";
export { compileGlob } from "./entries/glob.ts";
export {
  askGuards,
  guardPlan,
  guards,
  type Allowed,
  type Guard,
  type GuardedPlan,
  type GuardedWorkspace,
  type Override,
} from "./plan/guards.ts";
export { healthProblem, type Health } from "./plan/health.ts";
export { isOutside, type Corrections } from "./plan/flap.ts";
export { allowAll } from "./plan/allow-all.ts";
export { disguiseNote, lookAlikeOf, lookAlikeSentence } from "./model/look-alike.ts";
export { isId, largestId, parseId } from "./model/id.ts";
export { asDesired, isAsDesired } from "./model/schedule-state.ts";
export { systemReason } from "./model/system-error.ts";
export { defaultLimitText, idleLimits, managedByEntries } from "./plan/limit.ts";
export { noLimits } from "./model/model.ts";
export type { LedgerEnd, LedgerIntent, LedgerLine, LedgerResult, LedgerWrite } from "./model/ledger-line.ts";
export { ledgerWrites, unfinishedRuns } from "./model/ledger-writes.ts";
export type { LightCounts, LiveSchedule, LiveState, LiveWorkspace, WorkspaceFailure } from "./model/live-state.ts";
export type {
  DesiredEntry,
  DesiredSchedule,
  DesiredState,
  DesiredWorkspace,
  Drain,
  Limit,
  Limits,
  Mode,
  PlacedLimit,
  ScheduleState,
  Selector,
  Source,
  TokenVariable,
  Unmanaged,
} from "./model/model.ts";
export { plan, type Coverage, type Plan } from "./plan/plan.ts";
export { counted } from "./model/counted.ts";
export { place, placePrefix } from "./model/place.ts";
export { problem, type Problem } from "./problems/problem.ts";
export { asCorrectKind } from "./problems/drift-kinds.ts";
export {
  blocksChange,
  blocksWrites,
  problemKinds,
  type ProblemKind,
  type ProblemScope,
} from "./problems/problem-kind.ts";
export type { FrontEnd, ProblemCode } from "./problems/problem-texts.ts";
export { createWorkQueue, type WorkQueue } from "./apply/concurrent.ts";
export { needsListing, refresh, refreshLight, type RefreshOptions } from "./refresh/refresh.ts";
export type { RefreshProgress } from "./refresh/reader.ts";
export type { LightSweep } from "./refresh/believe-listing.ts";
export { runStart, summarizeRuns, type PastRun, type RunHistory } from "./plan/run-history.ts";
export type { ListingStep, LiveIntegration, ScheduleApi } from "./model/schedule-api.ts";
export {
  createSelection,
  criterionText,
  everything,
  mayTake,
  selectLive,
  type Criterion,
  type LiveCriterion,
  type Selection,
} from "./entries/selection.ts";
export { restoration, type LiveNow, type Remembered, type Restoration, type Side } from "./restore/restore.ts";
export {
  freezeChanges,
  rememberedOf,
  settledSnapshot,
  type FrozenSchedule,
  type Snapshot,
} from "./restore/snapshot.ts";
export { askedOn, type AskedOn } from "./restore/asked-on.ts";
export { ledgerRuns, rememberedByRun, type LedgerRunFound } from "./restore/undo.ts";
export { countCoverage, emptySummary, summarize, type CoverageCounts, type Summary } from "./plan/summary.ts";
export { sharedWithStack, type StackSchedule } from "./entries/shared-ownership.ts";
export {
  noOverlays,
  type Freeze,
  type FreezeTime,
  type Hold,
  type OverlaySelect,
  type Overlays,
} from "./model/overlay.ts";
export { durationText, parseDuration } from "./overlays/duration.ts";
export { effectiveAt, type EffectiveState } from "./overlays/effective.ts";
export { instantOf, instantText, parseInstant, type WrittenInstant } from "./overlays/instant.ts";
export { createLayers, type Layer, type Layers, type LayersOf } from "./overlays/layers.ts";
export { needsNames } from "./overlays/decide.ts";
export { nextTransition, spansOf, transitions, type Span, type Transition } from "./overlays/transitions.ts";
export { localText } from "./overlays/zone.ts";
export { nextRecord, type NextTransition } from "./overlays/upcoming.ts";
export { activeFreezes, pastOverlays, type ActiveFreeze, type PastOverlay } from "./overlays/past.ts";
export { describeLayers, type LayerRecord } from "./overlays/describe.ts";
export { placeHold, type NewHold, type PlacedHold } from "./overlays/new-hold.ts";
export { nextOf } from "./overlays/upcoming.ts";
export { calendarOf, type Calendar, type CalendarRow, type CalendarSpan } from "./overlays/calendar.ts";
export { occurrencesOf, type Occurrence } from "./overlays/occurrences.ts";
