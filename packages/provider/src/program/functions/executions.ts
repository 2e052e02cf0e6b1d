import type { Output } from "@pulumi/pulumi";
import type { Execution, ExecutionDetails } from "@skyvia-schedules/client";
import {
  listExecutions,
  readActiveExecution,
  readExecution,
  type GetActiveExecutionArgs,
  type GetExecutionArgs,
  type GetExecutionsArgs,
} from "../../functions/executions.ts";
import { ask, askOutput, type InputsOf } from "../call-api.ts";
import type { FunctionOptions } from "../function-options.ts";

/** The finished executions of an integration. Scope: Integration / Read. */
export async function getExecutions(
  args: GetExecutionsArgs,
  options: FunctionOptions = {},
): Promise<readonly Execution[]> {
  return ask(listExecutions, args, options);
}

/** `getExecutions` as an Output. */
export function getExecutionsOutput(
  args: InputsOf<GetExecutionsArgs>,
  options: FunctionOptions = {},
): Output<readonly Execution[]> {
  return askOutput(listExecutions, args, options);
}

/** One execution in full. Scope: Integration / Read. */
export async function getExecution(args: GetExecutionArgs, options: FunctionOptions = {}): Promise<ExecutionDetails> {
  return ask(readExecution, args, options);
}

/** `getExecution` as an Output. */
export function getExecutionOutput(
  args: InputsOf<GetExecutionArgs>,
  options: FunctionOptions = {},
): Output<ExecutionDetails> {
  return askOutput(readExecution, args, options);
}

/** The active execution, or null. Scope: Integration / Read. */
export async function getActiveExecution(
  args: GetActiveExecutionArgs,
  options: FunctionOptions = {},
): Promise<Execution | null> {
  return ask(readActiveExecution, args, options);
}

/** `getActiveExecution` as an Output. */
export function getActiveExecutionOutput(
  args: InputsOf<GetActiveExecutionArgs>,
  options: FunctionOptions = {},
): Output<Execution | null> {
  return askOutput(readActiveExecution, args, options);
}
