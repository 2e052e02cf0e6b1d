import type { Output } from "@pulumi/pulumi";
import type { SkyviaClient, Workspace } from "@skyvia-schedules/client";
import { ask, askOutput, type InputsOf } from "../call-api.ts";
import type { FunctionOptions } from "../function-options.ts";

/** Which workspace is asked for. */
export interface GetWorkspaceArgs {
  readonly workspaceId: number;
}

/** All workspaces that the token covers. Scope: Workspace / Read. */
export async function getWorkspaces(options: FunctionOptions = {}): Promise<readonly Workspace[]> {
  return ask(listWorkspaces, {}, options);
}

/** `getWorkspaces` as an Output. */
export function getWorkspacesOutput(options: FunctionOptions = {}): Output<readonly Workspace[]> {
  return askOutput(listWorkspaces, {}, options);
}

/** One workspace. Scope: Workspace / Read. */
export async function getWorkspace(args: GetWorkspaceArgs, options: FunctionOptions = {}): Promise<Workspace> {
  return ask(readWorkspace, args, options);
}

/** `getWorkspace` as an Output. */
export function getWorkspaceOutput(args: InputsOf<GetWorkspaceArgs>, options: FunctionOptions = {}): Output<Workspace> {
  return askOutput(readWorkspace, args, options);
}

async function listWorkspaces(client: SkyviaClient): Promise<readonly Workspace[]> {
  return client.listWorkspaces();
}

async function readWorkspace(client: SkyviaClient, { workspaceId }: GetWorkspaceArgs): Promise<Workspace> {
  return client.getWorkspace(workspaceId);
}
