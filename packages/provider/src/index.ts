export { IntegrationSchedule, type IntegrationScheduleArgs } from "./program/integration-schedule.ts";
export { Provider, type ProviderArgs } from "./program/provider.ts";
export { WorkspaceSchedules, type ScheduleEntry, type WorkspaceSchedulesArgs } from "./program/workspace-schedules.ts";
