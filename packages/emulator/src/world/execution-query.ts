import type { Execution, Page } from "@skyvia-schedules/client";
import { dateOf, type ExecutionRecord, isFinished, stateAt, toExecution } from "./execution-record.ts";

/** The query of a list of executions. Times are in milliseconds, and both ends are inclusive. */
export interface ExecutionFilter {
  readonly from?: number;
  readonly until?: number;
  /** true: only failed ones; false: only those that did not fail. */
  readonly failed?: boolean;
  readonly sortBy: "startDate" | "runId";
  readonly sortOrder: "asc" | "desc";
  readonly take: number;
  readonly skip: number;
}

/** One page of the finished executions that pass a filter. */
export function queryExecutions(
  executions: readonly ExecutionRecord[],
  filter: ExecutionFilter,
  now: number,
): Page<Execution> {
  const found = executions.filter((execution) => passes(execution, filter, now)).toSorted(order(filter, now));
  const page = found.slice(filter.skip, filter.skip + filter.take);
  return {
    data: page.map((execution) => toExecution(execution, now)),
    hasMore: found.length > filter.skip + filter.take,
  };
}

function passes(execution: ExecutionRecord, { from, until, failed }: ExecutionFilter, now: number): boolean {
  if (!isFinished(execution, now)) return false;
  const date = dateOf(execution, now);
  if (date < (from ?? -Infinity) || date > (until ?? Infinity)) return false;
  return failed === undefined || failed === (stateAt(execution, now) === "Failed");
}

/** Equal dates are ordered by run id, so that pages never depend on chance. */
function order(
  { sortBy, sortOrder }: ExecutionFilter,
  now: number,
): (a: ExecutionRecord, b: ExecutionRecord) => number {
  const sign = sortOrder === "asc" ? 1 : -1;
  if (sortBy === "runId") return (a, b) => sign * (a.runId - b.runId);
  return (a, b) => sign * (dateOf(a, now) - dateOf(b, now) || a.runId - b.runId);
}
