import type { Execution } from "@skyvia-schedules/client";
import { act } from "./call-api.ts";
import type { FunctionOptions } from "./function-options.ts";

/** Which integration is acted on. */
export interface ActionArgs {
  readonly workspaceId: number;
  readonly integrationId: number;
}

/**
 * Starts an execution, now: for programs of the Automation API, around their stacks. It is never sent twice; an error after
 * it was sent says that it may have started. Scope: Integration / Execute.
 */
export async function runIntegration(args: ActionArgs, options: FunctionOptions = {}): Promise<Execution> {
  const { workspaceId, integrationId } = args;
  return act("runIntegration", (client) => client.runIntegration(workspaceId, integrationId), args, options);
}

/** Asks the active execution to end, now; tasks that run are let finish. Scope: Integration / Execute. */
export async function cancelExecution(args: ActionArgs, options: FunctionOptions = {}): Promise<void> {
  const { workspaceId, integrationId } = args;
  return act("cancelExecution", (client) => client.cancelExecution(workspaceId, integrationId), args, options);
}

/** Ends the active execution by force, now. Scope: Integration / Execute. */
export async function killExecution(args: ActionArgs, options: FunctionOptions = {}): Promise<void> {
  const { workspaceId, integrationId } = args;
  return act("killExecution", (client) => client.killExecution(workspaceId, integrationId), args, options);
}
