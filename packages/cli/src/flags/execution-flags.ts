import type { FlagParametersForType } from "@stricli/core";
import type { Context } from "../verb/context.ts";
import { dateTime, whole } from "./values.ts";

export type ExecutionFlags = {
  readonly startDate?: string;
  readonly endDate?: string;
  readonly failed?: boolean;
  readonly take: number;
  readonly skip: number;
  readonly sortBy?: "startDate" | "runId" | "executionId";
  readonly sortOrder?: "asc" | "desc";
};

/** Paging and filters of the list of executions. */
export const executionFlags: FlagParametersForType<ExecutionFlags, Context> = {
  startDate: {
    kind: "parsed",
    parse: dateTime,
    optional: true,
    placeholder: "time",
    brief: "Only executions from this date-time on",
  },
  endDate: {
    kind: "parsed",
    parse: dateTime,
    optional: true,
    placeholder: "time",
    brief: "Only executions until this date-time",
  },
  failed: { kind: "boolean", optional: true, brief: "Only failed executions (--no-failed: only the others)" },
  take: {
    kind: "parsed",
    parse: whole(1, 1_000_000),
    default: "20",
    placeholder: "n",
    brief: "How many executions to show at most",
  },
  skip: {
    kind: "parsed",
    parse: whole(0, 2_147_483_647),
    default: "0",
    placeholder: "n",
    brief: "How many executions to skip first",
  },
  sortBy: {
    kind: "enum",
    values: ["startDate", "runId", "executionId"],
    optional: true,
    placeholder: "field",
    brief: "Sort by this field [startDate]",
  },
  sortOrder: { kind: "enum", values: ["asc", "desc"], optional: true, placeholder: "order", brief: "Sort order [asc]" },
};
