import type { Integration, SkyviaClient } from "@skyvia-schedules/client";
import { createWorkQueue } from "@skyvia-schedules/core";
import type { ImportedIntegration, ImportedWorkspace } from "@skyvia-schedules/core/yaml";
import { startProgress } from "../process/progress.ts";
import type { Context } from "../verb/context.ts";

/** A workspace to read, and the variable with its token, which its file will name. */
export interface WorkspaceToRead {
  readonly id: number;
  readonly name: string | null;
  readonly tokenFrom?: string | null;
}

/** The listing of a workspace and every schedule of it: only a read of each distinguishes disabled from undefined. */
export async function readWorkspace(
  { io }: Context,
  client: SkyviaClient,
  { id, name, tokenFrom = null }: WorkspaceToRead,
): Promise<ImportedWorkspace> {
  const progress = startProgress(io, "reading schedules");
  const integrations: ImportedIntegration[] = [];
  let listed = 0;
  const reads = createWorkQueue<Integration>(async (integration) => {
    const schedule = await client.getSchedule(id, integration.id);
    integrations.push({ id: integration.id, name: integration.name, schedule });
    progress.update(integrations.length, listed);
  });
  try {
    for await (const integration of client.integrations(id)) {
      listed++;
      reads.add(integration);
    }
    await reads.done();
    return { id, name, tokenFrom, integrations: integrations.toSorted((a, b) => a.id - b.id) };
  } finally {
    progress.stop();
  }
}

/** Several workspaces, one after another. */
export async function readWorkspaces(
  context: Context,
  client: SkyviaClient,
  workspaces: Iterable<WorkspaceToRead>,
): Promise<ImportedWorkspace[]> {
  const read: ImportedWorkspace[] = [];
  for (const workspace of workspaces) read.push(await readWorkspace(context, client, workspace));
  return read;
}
