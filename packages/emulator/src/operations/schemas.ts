const nullableText = { type: ["string", "null"] } as const;
const date = { type: ["string", "null"], format: "date-time" } as const;
const int32 = { type: "integer", format: "int32", minimum: 1, maximum: 2_147_483_647 } as const;
const count = { type: ["integer", "null"], format: "int32" };

export const workspaceSchema: object = {
  type: "object",
  required: ["id", "name", "isPersonal"],
  properties: { id: int32, name: nullableText, isPersonal: { type: "boolean" } },
};

export const integrationSchema: object = {
  type: "object",
  required: ["id", "name", "type", "created", "modified", "scheduled"],
  properties: {
    id: int32,
    name: nullableText,
    type: {
      ...nullableText,
      description: "dataflow, export, controlflow, replication, import, sync or custom",
    },
    created: date,
    modified: date,
    scheduled: { type: "boolean", description: "false: the schedule is not active; true decides nothing" },
  },
} as const;

const states = ["New", "Queued", "Running", "Succeeded", "Failed", "Canceling", "Canceled"] as const;

export const executionSchema: object = {
  type: "object",
  required: ["runId", "date", "duration", "state", "successRows", "errorRows"],
  properties: {
    runId: int32,
    date,
    duration: { type: "number", description: "seconds" },
    state: { type: "string", enum: states },
    successRows: count,
    errorRows: count,
  },
};

export const executionDetailsSchema: object = {
  type: "object",
  required: ["runId", "queueTime", "startTime", "endTime", "state", "result"],
  properties: {
    runId: int32,
    queueTime: date,
    startTime: date,
    endTime: date,
    state: { type: "string", enum: states },
    result: { ...nullableText, description: "text, often JSON with SuccessRows and ErrorRows" },
  },
};

export const scheduleSchema: object = {
  type: "object",
  required: ["active"],
  properties: { active: { type: "boolean" } },
};

export const errorSchema: object = {
  description: "Refused",
  type: "object",
  required: ["errorCode", "errors", "message", "refresh"],
  properties: {
    errorCode: { type: "integer" },
    errors: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
    message: { type: "string" },
    refresh: { type: "boolean" },
  },
};

/** A page of a list. */
export function pageSchema(items: object): object {
  return {
    type: "object",
    required: ["data", "hasMore"],
    properties: { data: { type: "array", items }, hasMore: { type: "boolean" } },
  };
}

export const pageQuery: object = {
  take: { type: "integer", minimum: 1, maximum: 200, default: 20 },
  skip: { type: "integer", minimum: 0, maximum: 2_147_483_647, default: 0 },
};

export const executionQuery: object = {
  startDate: { type: "string", format: "date-time", description: "inclusive" },
  endDate: { type: "string", format: "date-time", description: "inclusive" },
  failed: { type: "boolean", description: "true: only failed ones; false: only those that did not fail" },
  ...pageQuery,
  sortOrder: { type: "string", enum: ["asc", "desc"], default: "asc" },
  sortBy: { type: "string", enum: ["startDate", "runId", "executionId"], default: "startDate" },
};

/** The path parameters of a path, every one an id. */
export function pathSchema(names: readonly string[]): object {
  return {
    type: "object",
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, int32])),
  };
}
