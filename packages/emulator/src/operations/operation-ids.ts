/** The ids of the API's operations, as in `/openapi.json`. */
export const operationIds = [
  "listWorkspaces",
  "getWorkspace",
  "listIntegrations",
  "getIntegration",
  "listExecutions",
  "getExecution",
  "runIntegration",
  "getActiveExecution",
  "cancelExecution",
  "killExecution",
  "getSchedule",
  "enableSchedule",
  "disableSchedule",
] as const;

export type OperationId = (typeof operationIds)[number];
