/**
 * The parts that all hosts of the provider share: the session, the providers of both resources, and the functions that read. Nothing here imports the SDK of
 * Pulumi. The dynamic provider of this package is one host, the plugin is the other.
 */
export { createIntegrationProvider } from "./server/integration-provider.ts";
export { createWorkspaceProvider } from "./server/workspace-provider.ts";
export { createSession, type ProviderConfig, type Session } from "./server/session.ts";
export { watchEngine } from "./server/watch-engine.ts";
export type { Host } from "./server/host.ts";
export { realTime } from "./real-time.ts";
export type { CheckFailure, EngineCall, ResourceProvider } from "./server/resource-provider.ts";
export { findIntegration, listIntegrations } from "./functions/integrations.ts";
export { listExecutions, readActiveExecution, readExecution } from "./functions/executions.ts";
export { listWorkspaces, readWorkspace } from "./functions/workspaces.ts";
export { readSchedule } from "./functions/schedules.ts";
export type { Question } from "./functions/question.ts";
export { PartialFailure, ProviderError } from "./provider-error.ts";
export { baseUrlKey, concurrencyKey, tokenKey } from "./account.ts";
export { configuration, type Setting } from "./declared/configuration.ts";
export { functions, type FunctionName } from "./declared/functions.ts";
export { integrationSchedule } from "./declared/integration-schedule.ts";
export { types, type TypeDeclaration } from "./declared/types.ts";
export { workspaceSchedules } from "./declared/workspace-schedules.ts";
export type {
  FunctionDeclaration,
  InputProperty,
  Inputs,
  OutputProperty,
  Outputs,
  Property,
  PropertyType,
  ResourceDeclaration,
  TypeName,
} from "./declared/property.ts";
export { checkProperties, type Finding } from "./rules/findings.ts";
export { checkFailure } from "./rules/check/check-failure.ts";
export type { DesiredWorkspace } from "@skyvia-schedules/core";
export { managedWorkspace } from "./rules/check/check-workspace.ts";
export { integrationDifferences, workspaceDifferences, type PropertyDifference } from "./rules/forecast/differences.ts";
export { managedIntegration } from "./rules/check/check-integration.ts";
export { overlapVerdict } from "./rules/overlap/overlap-text.ts";
export { managedBy, overlaps, type Managed } from "./rules/overlap/overlap.ts";
export { holdsUnknown, isUnknown, unknownValue, type Properties } from "./rules/properties.ts";
