import { aBoolean, aName, anId, oneOf, plain, type Rule } from "../rules/findings.ts";
import { executionDetails, integrationOutputs, workspaceOutputs, executionOutputs } from "./records.ts";
import type { FunctionDeclaration, InputProperty, Inputs, Outputs } from "./property.ts";

const aCount: Rule = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? null : "must be a whole number from 0";
const aRunId: Rule = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? null : "must be the id of an execution: a whole number";

const workspaceId: InputProperty = {
  type: "integer",
  required: true,
  check: plain(anId),
  description: "The id of the workspace.",
};
const integrationId: InputProperty = {
  type: "integer",
  required: true,
  check: plain(anId),
  description: "The id of the integration.",
};
const ofIntegration: Inputs = { workspaceId, integrationId };

const filters: Inputs = {
  startDate: { type: "string", check: plain(aName), description: "ISO 8601 date and time, inclusive." },
  endDate: { type: "string", check: plain(aName), description: "ISO 8601 date and time, inclusive." },
  failed: {
    type: "boolean",
    check: plain(aBoolean),
    description: "true: only failed ones; false: only those that did not fail.",
  },
  sortBy: {
    type: { ref: "SortBy" },
    check: plain(oneOf("startDate", "runId")),
    description: "The property to sort by.",
  },
  sortOrder: { type: { ref: "SortOrder" }, check: plain(oneOf("asc", "desc")), description: "Default: `asc`." },
  take: {
    type: "integer",
    check: plain(aCount),
    description: "The largest number to return, 1 to 200. Without `take` and `skip`: all.",
  },
  skip: { type: "integer", check: plain(aCount), description: "How many to skip first." },
};

/** The same properties, but none is required. */
function optional(outputs: Outputs): Outputs {
  return Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, { ...output, required: false }]));
}

/** The functions that read. */
export type FunctionName =
  | "getWorkspaces"
  | "getWorkspace"
  | "getIntegrations"
  | "getIntegration"
  | "getSchedule"
  | "getExecutions"
  | "getExecution"
  | "getActiveExecution";

/** Every function that reads, by its name. Functions that act are not here, because a plugin's functions run at preview too. */
export const functions: Readonly<Record<FunctionName, FunctionDeclaration>> = {
  getWorkspaces: {
    description: "All workspaces that the token covers. Scope: Workspace / Read.",
    inputs: {},
    outputs: {
      workspaces: { type: { list: { ref: "Workspace" } }, required: true, description: "The workspaces." },
    },
  },
  getWorkspace: {
    description: "One workspace. Scope: Workspace / Read.",
    inputs: { workspaceId },
    outputs: workspaceOutputs,
  },
  getIntegrations: {
    description: "The integrations of a workspace. Scope: Integration / Read.",
    inputs: {
      workspaceId,
      name: { type: "string", check: plain(aName), description: "A glob over names, as `stg-*`." },
      type: {
        type: "string",
        check: plain(aName),
        description: "The type as the API names it: `import`, `export`, `dataflow`, ...",
      },
    },
    outputs: {
      integrations: { type: { list: { ref: "Integration" } }, required: true, description: "The integrations." },
    },
  },
  getIntegration: {
    description:
      "One integration. It is an error if no integration, or more than one, has the name. Scope: Integration / Read.",
    inputs: {
      workspaceId,
      integrationId: { ...integrationId, required: false, description: "The id of the integration." },
      name: {
        type: "string",
        check: plain(aName),
        description: "Its exact name. Together with `integrationId`, the integration must have this name.",
      },
    },
    outputs: integrationOutputs,
  },
  getSchedule: {
    description: "The state of a schedule. Scope: Integration / Read Schedule.",
    inputs: ofIntegration,
    outputs: {
      state: {
        type: { ref: "ScheduleState" },
        required: true,
        description: "The live state. `undefined`: no schedule is defined.",
      },
    },
  },
  getExecutions: {
    description: "The finished executions of an integration. Scope: Integration / Read.",
    inputs: { ...ofIntegration, ...filters },
    outputs: { executions: { type: { list: { ref: "Execution" } }, required: true, description: "The executions." } },
  },
  getExecution: {
    description: "One execution in full. Scope: Integration / Read.",
    inputs: {
      ...ofIntegration,
      runId: { type: "integer", required: true, check: plain(aRunId), description: "The id of the execution." },
    },
    outputs: executionDetails,
  },
  getActiveExecution: {
    description: "The active execution. If none is active, no property has a value. Scope: Integration / Read.",
    inputs: ofIntegration,
    outputs: optional(executionOutputs),
  },
};
