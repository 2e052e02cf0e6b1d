import type { Output } from "@pulumi/pulumi";
import type { ScheduleState } from "@skyvia-schedules/core";
import { readSchedule, type GetScheduleArgs } from "../../functions/schedules.ts";
import { ask, askOutput, type InputsOf } from "../call-api.ts";
import type { FunctionOptions } from "../function-options.ts";

/** The state of a schedule; `undefined`: none is defined. Scope: Integration / Read Schedule. */
export async function getSchedule(args: GetScheduleArgs, options: FunctionOptions = {}): Promise<ScheduleState> {
  return ask(readSchedule, args, options);
}

/** `getSchedule` as an Output. */
export function getScheduleOutput(
  args: InputsOf<GetScheduleArgs>,
  options: FunctionOptions = {},
): Output<ScheduleState> {
  return askOutput(readSchedule, args, options);
}
