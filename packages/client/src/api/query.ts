import type { Target } from "./operations.ts";
import { badInput } from "../errors/skyvia-error.ts";
import { isId, isRunId, isWholeIn, maxInt32 } from "./whole.ts";
import type { ExecutionFilter, ExecutionQuery, PageQuery } from "./types.ts";

/** Verifies the numbers that a path is built from. Throws a `bad-input` error that names the wrong one. */
export function checkTarget(target: Target): void {
  if ("workspaceId" in target) checkId("workspace", target.workspaceId);
  if ("integrationId" in target) checkId("integration", target.integrationId);
  if (!("runId" in target) || isRunId(target.runId)) return;
  throw badInput(`the run id ${String(target.runId)} is not a whole number from 0 on`, "Correct the run id.");
}

function checkId(what: "workspace" | "integration", id: unknown): void {
  if (isId(id)) return;
  throw badInput(`the ${what} id ${String(id)} is not a whole number from 1 to ${maxInt32}`, `Correct the ${what} id.`);
}

/** The query string of a page, from its `?` on; empty if nothing is asked. */
export function pageQuery({ take, skip }: PageQuery): string {
  return toQuery(pageFields({ take, skip }));
}

/** The query string of a page of executions. */
export function executionQuery(query: ExecutionQuery): string {
  return toQuery([...filterFields(query), ...pageFields(query)]);
}

type Field = readonly [name: string, value: string | number | boolean | undefined];

function pageFields({
  take,
  skip,
}: {
  readonly take?: number | undefined;
  readonly skip?: number | undefined;
}): Field[] {
  if (take !== undefined && !isWholeIn(take, 1, 200)) {
    throw badInput(`take ${take} is not a whole number from 1 to 200`, "Ask for 200 at most, and page with skip.");
  }
  if (skip !== undefined && !isWholeIn(skip, 0, maxInt32)) {
    throw badInput(`skip ${skip} is not a whole number from 0 on`, "Begin with skip 0.");
  }
  return [
    ["take", take],
    ["skip", skip],
  ];
}

function filterFields({ startDate, endDate, failed, sortBy, sortOrder }: ExecutionFilter): Field[] {
  checkDate("startDate", startDate);
  checkDate("endDate", endDate);
  return [
    ["startDate", startDate],
    ["endDate", endDate],
    ["failed", failed],
    // The vendor's documentation says executionId, its OpenAPI document says runId: the client sends runId.
    ["sortBy", sortBy === "executionId" ? "runId" : sortBy],
    ["sortOrder", sortOrder],
  ];
}

function checkDate(name: string, value: string | undefined): void {
  if (value === undefined || (/^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value)))) return;
  throw badInput(`${name} is not a date and time of ISO 8601`, `Write ${name} as in "2026-11-24T06:00:00Z".`);
}

function toQuery(fields: readonly Field[]): string {
  const given = fields.filter(([, value]) => value !== undefined);
  if (given.length === 0) return "";
  return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}
