import type { Execution, Integration, Workspace } from "@skyvia-schedules/client";
import { visible } from "../escape.ts";
import type { Style } from "../../process/style.ts";
import { nameText } from "./change-cells.ts";
import { table } from "../terminal/table.ts";

/** API objects as a table with a heading line; numbers are on the right, null is empty, long texts are cut. */
export function records(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  { width }: Style,
): string {
  const heading = headings.map((text, column) => ({
    text,
    ...(text === "name" ? { kind: "name" as const } : {}),
    align: rows.some((row) => typeof row[column] === "number") ? ("right" as const) : ("left" as const),
  }));
  const body = rows.map((row) =>
    row.map((value, column) =>
      typeof value === "number"
        ? { text: String(value), align: "right" as const }
        : { text: nameText(value), ...(headings[column] === "name" ? { kind: "name" as const } : {}) },
    ),
  );
  return table([heading, ...body], width);
}

/** One API object, a line a field. */
export function fields(object: object, { width }: Style): string {
  return table(
    Object.entries(object).map(([key, value]) => [
      { text: key },
      { text: value === null ? "" : visible(String(value)) },
    ]),
    width,
  );
}

/** Workspaces as a table. */
export function workspaceRows(data: readonly Workspace[] | Workspace, style: Style): string {
  const found = "id" in data ? [data] : data;
  return records(
    ["id", "name", ""],
    found.map(({ id, name, isPersonal }) => [id, name, isPersonal === true ? "personal" : ""]),
    style,
  );
}

/** Integrations of a workspace as a table. */
export function integrationRows(found: readonly Integration[], style: Style): string {
  return records(
    ["id", "name", "type", "modified", "scheduled"],
    found.map(({ id, name, type, modified, scheduled }) => [
      id,
      name,
      type,
      modified,
      scheduled === null ? "" : String(scheduled),
    ]),
    style,
  );
}

/** Executions as a table. */
export function executionRows(found: readonly Execution[], style: Style): string {
  return records(
    ["runId", "date", "state", "duration", "successRows", "errorRows"],
    found.map(({ runId, date, state, duration, successRows, errorRows }) => [
      runId,
      date,
      state,
      duration,
      successRows,
      errorRows,
    ]),
    style,
  );
}
