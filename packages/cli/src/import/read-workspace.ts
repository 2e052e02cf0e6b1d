import type { SkyviaClient } from "@skyvia-schedules/client";
import type { ScheduleState } from "@skyvia-schedules/core";
import type { ImportedWorkspace } from "@skyvia-schedules/core/yaml";
import { startProgress } from "../process/progress.ts";
import type { Context } from "../verb/context.ts";

/** The listing of a workspace and every schedule of it: only a read of each distinguishes disabled from undefined. */
export async function readWorkspace(
  { io }: Context,
  client: SkyviaClient,
  { id, name }: { readonly id: number; readonly name: string | null },
): Promise<ImportedWorkspace> {
  const progress = startProgress(io, "reading schedules");
  const reads = new Map<number, { readonly name: string | null; readonly schedule: Promise<ScheduleState> }>();
  let read = 0;
  try {
    for await (const integration of client.integrations(id)) {
      const schedule = client.getSchedule(id, integration.id);
      schedule.then(
        () => progress.update(++read, reads.size),
        () => {}, // reported when it is awaited below
      );
      reads.set(integration.id, { name: integration.name, schedule });
    }
    const integrations = await Promise.all(
      [...reads].map(async ([integrationId, found]) => ({
        id: integrationId,
        name: found.name,
        schedule: await found.schedule,
      })),
    );
    return { id, name, integrations: integrations.toSorted((a, b) => a.id - b.id) };
  } finally {
    progress.stop();
  }
}

/** Several workspaces, one after another. */
export async function readWorkspaces(
  context: Context,
  client: SkyviaClient,
  workspaces: Iterable<{ readonly id: number; readonly name: string | null }>,
): Promise<ImportedWorkspace[]> {
  const read: ImportedWorkspace[] = [];
  for (const workspace of workspaces) read.push(await readWorkspace(context, client, workspace));
  return read;
}
