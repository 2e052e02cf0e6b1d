// oxlint-disable-next-line import/no-unassigned-import -- it stops an old Node.js before the rest is loaded
import "./program/require-node.ts";
export { cancelExecution, killExecution, runIntegration, type ActionArgs } from "./program/actions.ts";
export type { InputsOf } from "./program/call-api.ts";
export { fromYaml, type FromYamlOptions } from "./program/from-yaml.ts";
export type { FunctionOptions } from "./program/function-options.ts";
export {
  getActiveExecution,
  getActiveExecutionOutput,
  getExecution,
  getExecutionOutput,
  getExecutions,
  getExecutionsOutput,
} from "./program/functions/executions.ts";
export {
  getIntegration,
  getIntegrationOutput,
  getIntegrations,
  getIntegrationsOutput,
} from "./program/functions/integrations.ts";
export { getSchedule, getScheduleOutput } from "./program/functions/schedules.ts";
export {
  getWorkspace,
  getWorkspaceOutput,
  getWorkspaces,
  getWorkspacesOutput,
} from "./program/functions/workspaces.ts";
export { IntegrationSchedule, type IntegrationScheduleArgs } from "./program/integration-schedule.ts";
export type { FreezeArgs, HoldArgs, SelectArgs } from "./program/overlay-args.ts";
export { Provider, type ProviderArgs } from "./program/provider.ts";
export {
  WorkspaceSchedules,
  type LimitArgs,
  type ScheduleEntry,
  type WorkspaceSchedulesArgs,
} from "./program/workspace-schedules.ts";
export type { Execution, ExecutionDetails, Integration, Workspace } from "@skyvia-schedules/client";
export type { DesiredSchedule, Limit, Mode, ScheduleState, Unmanaged } from "@skyvia-schedules/core";
export type { GetActiveExecutionArgs, GetExecutionArgs, GetExecutionsArgs } from "./functions/executions.ts";
export type { GetIntegrationArgs, GetIntegrationsArgs } from "./functions/integrations.ts";
export type { GetScheduleArgs } from "./functions/schedules.ts";
export type { GetWorkspaceArgs } from "./functions/workspaces.ts";
export type { OnDelete } from "./rules/integration-inputs.ts";
export type { NextTransition } from "./rules/overlays/effective-states.ts";
export type { Selected, States } from "./rules/workspace-outputs.ts";
