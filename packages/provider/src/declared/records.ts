import type { Outputs } from "./property.ts";

/** A workspace, as the API describes it. */
export const workspaceOutputs: Outputs = {
  id: { type: "integer", required: true, description: "The id of the workspace." },
  name: { type: "string", description: "The name of the workspace." },
  isPersonal: { type: "boolean", description: "Whether it is the personal workspace of a user." },
};

/** An integration, as the API describes it. */
export const integrationOutputs: Outputs = {
  id: { type: "integer", required: true, description: "The id of the integration, which is unique in its workspace." },
  name: { type: "string", description: "The name of the integration. Names need not be unique." },
  type: { type: "string", description: "The type of the integration, such as `import`." },
  created: { type: "string", description: "When it was created, as an ISO 8601 date and time." },
  modified: { type: "string", description: "When it was last modified, as an ISO 8601 date and time." },
  scheduled: {
    type: "boolean",
    description: "false: its schedule is not active. true decides nothing: read the schedule.",
  },
};

/** An execution in a list, as the API describes it. */
export const executionOutputs: Outputs = {
  runId: { type: "integer", required: true, description: "The id of the execution." },
  date: { type: "string", description: "When it began, as an ISO 8601 date and time." },
  duration: { type: { either: ["integer", "string"] }, description: "How long it took, as the API says it: seconds." },
  state: { type: "string", required: true, description: "The state of the execution, such as `Succeeded`." },
  successRows: { type: "integer", description: "How many rows succeeded." },
  errorRows: { type: "integer", description: "How many rows failed." },
};

/** One execution in full, as the API describes it. */
export const executionDetails: Outputs = {
  runId: { type: "integer", required: true, description: "The id of the execution." },
  queueTime: { type: "string", description: "When it was queued, as an ISO 8601 date and time." },
  startTime: { type: "string", description: "When it began, as an ISO 8601 date and time." },
  endTime: { type: "string", description: "When it ended, as an ISO 8601 date and time." },
  state: { type: "string", required: true, description: "The state of the execution, such as `Succeeded`." },
  result: { type: "string", description: "A text of the API about the outcome, often JSON." },
};
