import type { Output } from "@pulumi/pulumi";
import type { Workspace } from "@skyvia-schedules/client";
import { listWorkspaces, readWorkspace, type GetWorkspaceArgs } from "../../functions/workspaces.ts";
import { ask, askOutput, type InputsOf } from "../call-api.ts";
import type { FunctionOptions } from "../function-options.ts";

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
