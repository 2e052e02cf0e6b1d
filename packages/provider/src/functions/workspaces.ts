import type { CallSettings, SkyviaClient, Workspace } from "@skyvia-schedules/client";

/** The workspace to read. */
export interface GetWorkspaceArgs {
  /** The id of the workspace. */
  readonly workspaceId: number;
}

/** All workspaces that the token covers. Scope: Workspace / Read. */
export async function listWorkspaces(
  client: SkyviaClient,
  _args: object,
  settings: CallSettings,
): Promise<readonly Workspace[]> {
  return client.listWorkspaces(settings);
}

/** One workspace. Scope: Workspace / Read. */
export async function readWorkspace(
  client: SkyviaClient,
  { workspaceId }: GetWorkspaceArgs,
  settings: CallSettings,
): Promise<Workspace> {
  return client.getWorkspace(workspaceId, settings);
}
