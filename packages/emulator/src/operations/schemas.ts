import { largestId } from "../world/id.ts";

/** A part of a JSON schema, as OpenAPI 3.1 has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** The parameters of a query, by name. */
export type Query = Readonly<Record<string, Schema>>;

const nullableText = { type: ["string", "null"] } as const;
const date = { type: ["string", "null"], format: "date-time" } as const;
const int32 = { type: "integer", format: "int32", minimum: 1, maximum: largestId } as const;
const count = { type: ["integer", "null"], format: "int32" };

const states = ["New", "Queued", "Running", "Succeeded", "Failed", "Canceling", "Canceled"] as const;

type SchemaName = "Workspace" | "Integration" | "Execution" | "ExecutionDetails" | "Schedule" | "Error";

/** What the operations answer, by the name that generated clients give the type. */
export const namedSchemas: Readonly<Record<SchemaName, Schema>> = {
  Workspace: {
    type: "object",
    required: ["id", "name", "isPersonal"],
    properties: { id: int32, name: nullableText, isPersonal: { type: "boolean" } },
  },
  Integration: {
    type: "object",
    required: ["id", "name", "type", "created", "modified", "scheduled"],
    properties: {
      id: int32,
      name: nullableText,
      type: { ...nullableText, description: "dataflow, export, controlflow, replication, import, sync or custom" },
      created: date,
      modified: date,
      scheduled: { type: "boolean", description: "false: the schedule is not active; true decides nothing" },
    },
  },
  Execution: {
    type: "object",
    required: ["runId", "date", "state", "successRows", "errorRows"],
    properties: {
      runId: int32,
      date,
      duration: { type: "integer", format: "int32", description: "whole seconds" },
      state: { type: "string", enum: states },
      successRows: count,
      errorRows: count,
    },
  },
  ExecutionDetails: {
    type: "object",
    required: ["runId", "queueTime", "state"],
    properties: {
      runId: int32,
      queueTime: date,
      startTime: date,
      endTime: date,
      state: { type: "string", enum: states },
      result: { ...nullableText, description: "text, often JSON with SuccessRows and ErrorRows" },
    },
  },
  Schedule: { type: "object", required: ["active"], properties: { active: { type: "boolean" } } },
  Error: {
    type: "object",
    required: ["errorCode", "errors", "message", "refresh"],
    properties: {
      errorCode: { type: "integer", format: "int32" },
      errors: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
      message: { type: "string" },
      refresh: { type: "boolean" },
    },
  },
};

/** A reference to a named schema. */
export function schemaOf(name: SchemaName): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** A page of a list. */
export function pageOf(name: SchemaName): Schema {
  return {
    type: "object",
    required: ["data", "hasMore"],
    properties: { data: { type: ["array", "null"], items: schemaOf(name) }, hasMore: { type: "boolean" } },
  };
}

export const pageQuery: Query = {
  take: { type: "integer", minimum: 1, maximum: 200, default: 20 },
  skip: { type: "integer", minimum: 0, maximum: largestId, default: 0 },
};

export const executionQuery: Query = {
  startDate: { type: "string", format: "date-time", description: "inclusive" },
  endDate: { type: "string", format: "date-time", description: "inclusive" },
  failed: { type: "boolean", description: "true: only failed ones; false: only those that did not fail" },
  ...pageQuery,
  sortOrder: { type: "string", enum: ["asc", "desc"], default: "asc" },
  sortBy: { type: "string", enum: ["startDate", "runId", "executionId"], default: "startDate" },
};

/** The schema of an id in a path. */
export const idParameter: Schema = int32;
