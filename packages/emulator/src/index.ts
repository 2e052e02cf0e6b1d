export { type Emulator, type EmulatorOptions, startEmulator } from "./start-emulator.ts";
export { generateSeed } from "./seed/generate-seed.ts";
export { parseSeed } from "./seed/parse-seed.ts";
export type { Duration } from "./seed/duration.ts";
export type {
  Seed,
  SeedExecution,
  SeedIntegration,
  SeedRuns,
  SeedToken,
  SeedWorkers,
  SeedWorkspace,
} from "./seed/seed.ts";
export type { Fault, FaultMatch, FaultRule, FaultType, FaultWhen } from "./faults/fault.ts";
export type { LoadClock, LoadLimits, LoadReport } from "./load/load.ts";
export type { RateLimit } from "./load/rate.ts";
export type { Workers } from "./load/workers.ts";
export type { RequestRecord } from "./request-history.ts";
export type { OperationId } from "./operations/operation-ids.ts";
export { EmulatorError } from "./emulator-error.ts";
export { ApiFailure } from "./world/api-failure.ts";
export { type Clock, type ClockState, createClock } from "./world/clock.ts";
export type { Scope } from "./world/scope.ts";
export type { NewIntegration } from "./world/new-integration.ts";
export type { AnswerForms } from "./world/answer-forms.ts";
export type { World } from "./world/world.ts";
