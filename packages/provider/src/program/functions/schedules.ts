import type { Output } from "@pulumi/pulumi";
import type { SkyviaClient } from "@skyvia-schedules/client";
import type { ScheduleState } from "@skyvia-schedules/core";
import { ask, askOutput, type InputsOf } from "../call-api.ts";
import type { FunctionOptions } from "../function-options.ts";

/** Whose schedule is asked for. */
export interface GetScheduleArgs {
  readonly workspaceId: number;
  readonly integrationId: number;
}

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

async function readSchedule(
  client: SkyviaClient,
  { workspaceId, integrationId }: GetScheduleArgs,
): Promise<ScheduleState> {
  return client.getSchedule(workspaceId, integrationId);
}
