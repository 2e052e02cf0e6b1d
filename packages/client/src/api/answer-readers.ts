import {
  booleanField,
  idField,
  listAt,
  objectAt,
  optionalBoolean,
  optionalNumber,
  optionalText,
  runIdField,
  ShapeError,
  textField,
  type Fields,
} from "./field-readers.ts";
import type {
  Execution,
  ExecutionDetails,
  Integration,
  Page,
  ScheduleAnswer,
  ScheduleState,
  Workspace,
} from "./types.ts";

/**
 * Makes a typed value of a parsed body, or throws a `ShapeError` that names the field. Extra fields are left out.
 * An empty body comes as `undefined`.
 */
export type AnswerReader<T> = (body: unknown, status: number) => T;

export const readWorkspaces: AnswerReader<readonly Workspace[]> = (body) =>
  listAt(body, "").map((item, index) => workspace(item, `[${index}]`));

export const readWorkspace: AnswerReader<Workspace> = (body) => workspace(body, "");

export const readIntegration: AnswerReader<Integration> = (body) => integration(body, "");

export const readIntegrationPage: AnswerReader<Page<Integration>> = (body) => page(body, integration);

export const readExecution: AnswerReader<Execution> = (body) => execution(objectAt(body, ""), "");

export const readExecutionPage: AnswerReader<Page<Execution>> = (body) =>
  page(body, (item, at) => execution(objectAt(item, at), at));

/** One execution, a list of them, an empty body, or one without `runId` if none is active: all have been seen. */
export const readActiveExecution: AnswerReader<Execution | null> = (body) => {
  const first = Array.isArray(body) ? (body[0] as unknown) : body;
  if (first == null) return null;
  const fields = objectAt(first, "");
  return fields["runId"] == null ? null : execution(fields, "");
};

export const readExecutionDetails: AnswerReader<ExecutionDetails> = (body) => {
  const fields = objectAt(body, "");
  return {
    runId: runIdField(fields, "runId", ""),
    queueTime: optionalText(fields, "queueTime", ""),
    startTime: optionalText(fields, "startTime", ""),
    endTime: optionalText(fields, "endTime", ""),
    state: textField(fields, "state", ""),
    result: optionalText(fields, "result", ""),
  };
};

/** 204 says that no schedule is defined (vendor's documentation). */
export const readSchedule: AnswerReader<ScheduleState> = (body, status) => {
  if (status === 204) return "undefined";
  return booleanField(objectAt(body, ""), "active", "") ? "enabled" : "disabled";
};

/** `active` is in the vendor's OpenAPI document and not in its documentation: an answer without it is fine. */
export const readScheduleAnswer: AnswerReader<ScheduleAnswer> = (body) => ({
  active: body == null ? null : optionalBoolean(objectAt(body, ""), "active", ""),
});

/** Nothing is documented about the body. */
export const readNothing: AnswerReader<void> = () => undefined;

function page<T>(body: unknown, read: (item: unknown, at: string) => T): Page<T> {
  const fields = objectAt(body, "");
  const items = fields["data"] === null ? [] : listAt(fields["data"], "data");
  const hasMore = booleanField(fields, "hasMore", "");
  return { data: items.map((item, index) => read(item, `data[${index}]`)), hasMore };
}

function workspace(value: unknown, at: string): Workspace {
  const fields = objectAt(value, at);
  return {
    id: idField(fields, "id", at),
    name: optionalText(fields, "name", at),
    isPersonal: optionalBoolean(fields, "isPersonal", at),
  };
}

function integration(value: unknown, at: string): Integration {
  const fields = objectAt(value, at);
  return {
    id: idField(fields, "id", at),
    name: optionalText(fields, "name", at),
    type: optionalText(fields, "type", at),
    created: optionalText(fields, "created", at),
    modified: optionalText(fields, "modified", at),
    scheduled: optionalBoolean(fields, "scheduled", at),
  };
}

function execution(fields: Fields, at: string): Execution {
  return {
    runId: runIdField(fields, "runId", at),
    date: optionalText(fields, "date", at),
    duration: duration(fields, at),
    state: textField(fields, "state", at),
    successRows: optionalNumber(fields, "successRows", at),
    errorRows: optionalNumber(fields, "errorRows", at),
  };
}

function duration(fields: Fields, at: string): number | string | null {
  const value = fields["duration"];
  if (value == null || typeof value === "number" || typeof value === "string") return value ?? null;
  throw new ShapeError(`${at === "" ? "" : `${at}.`}duration is neither a number nor a text`);
}
