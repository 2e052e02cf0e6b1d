import type { Execution } from "@skyvia-schedules/client";
import { act } from "./call-api.ts";
import type { FunctionOptions } from "./function-options.ts";

/** The integration to act on. */
export interface ActionArgs {
  readonly workspaceId: number;
  readonly integrationId: number;
}

/**
 * Starts an execution, now: for programs of the Automation API, around their stacks. The call is never sent twice; if it fails after it was sent, the error
 * says that the execution may have started. Scope: Integration / Execute.
 */
export async function runIntegration(args: ActionArgs, options: FunctionOptions = {}): Promise<Execution> {
  const { workspaceId, integrationId } = args;
  return act("runIntegration", (client) => client.runIntegration(workspaceId, integrationId), args, options);
}

/** Asks the active execution to end, now; running tasks may finish. Scope: Integration / Execute. */
export async function cancelExecution(args: ActionArgs, options: FunctionOptions = {}): Promise<void> {
  const { workspaceId, integrationId } = args;
  return act("cancelExecution", (client) => client.cancelExecution(workspaceId, integrationId), args, options);
}

/** Ends the active execution by force, now. Scope: Integration / Execute. */
export async function killExecution(args: ActionArgs, options: FunctionOptions = {}): Promise<void> {
  const { workspaceId, integrationId } = args;
  return act("killExecution", (client) => client.killExecution(workspaceId, integrationId), args, options);
}
