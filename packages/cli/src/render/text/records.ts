import type { Execution, Integration, Workspace } from "@skyvia-schedules/client";
import { visible } from "../escape.ts";
import { table } from "./table.ts";

/** Longer texts are cut: one name must not make every row of a list as wide as itself. */
const longestText = 200;

function short(text: string): string {
  return text.length <= longestText
    ? text
    : `${Array.from(text)
        .slice(0, longestText - 1)
        .join("")}…`;
}

/** API objects as a table with a heading line; numbers are on the right, null is empty, long texts are cut. */
export function records(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const heading = headings.map((text, column) => ({
    text,
    align: rows.some((row) => typeof row[column] === "number") ? ("right" as const) : ("left" as const),
  }));
  const body = rows.map((row) =>
    row.map((value) =>
      typeof value === "number"
        ? { text: String(value), align: "right" as const }
        : { text: short(visible(value ?? "")) },
    ),
  );
  return table([heading, ...body]);
}

/** One API object, a line a field. */
export function fields(object: object): string {
  return table(
    Object.entries(object).map(([key, value]) => [
      { text: key },
      { text: value === null ? "" : visible(String(value)) },
    ]),
  );
}

/** Workspaces as a table. */
export function workspaceRows(data: readonly Workspace[] | Workspace): string {
  const found = "id" in data ? [data] : data;
  return records(
    ["id", "name", ""],
    found.map(({ id, name, isPersonal }) => [id, name, isPersonal === true ? "personal" : ""]),
  );
}

/** Integrations of a workspace as a table. */
export function integrationRows(found: readonly Integration[]): string {
  return records(
    ["id", "name", "type", "modified", "scheduled"],
    found.map(({ id, name, type, modified, scheduled }) => [
      id,
      name,
      type,
      modified,
      scheduled === null ? "" : String(scheduled),
    ]),
  );
}

/** Executions as a table. */
export function executionRows(found: readonly Execution[]): string {
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
  );
}
