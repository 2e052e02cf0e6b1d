import type { SkyviaClient, Workspace } from "@skyvia-schedules/client";
import { parseId } from "@skyvia-schedules/core/id";
import { RunError } from "../verb/run-error.ts";

/** The workspace that `-w` names. By name it takes one call, and gives the name; by id it takes none. */
export async function findWorkspace(
  client: SkyviaClient,
  argument: string,
): Promise<{ readonly id: number; readonly name: string | null }> {
  const id = parseId(argument);
  if (id !== null) return { id, name: null };
  const found = (await client.listWorkspaces()).filter(({ name }) => name === argument);
  if (found.length === 1) return found[0] as Workspace;
  const ids = found.map((workspace) => workspace.id).join(", ");
  const message =
    found.length === 0
      ? `no workspace of this token is named ${JSON.stringify(argument)}`
      : `${found.length} workspaces are named ${JSON.stringify(argument)}: ${ids}`;
  throw new RunError(
    "workspace-not-found",
    message,
    "Give the workspace's id; `skyvia-schedules workspaces` lists them.",
  );
}
