import { isSkyviaError, type SkyviaClient } from "@skyvia-schedules/client";
import { changeKey, createWorkQueue, type LiveNow, type Remembered } from "@skyvia-schedules/core";
import type { Context } from "../verb/context.ts";
import { startProgress } from "../process/progress.ts";

type Target = Pick<Remembered, "workspaceId" | "integrationId">;

/** The live state of each integration. */
export type LiveOf = (one: Target) => LiveNow;

/** Reads the schedule of each integration. `missing`: the integration does not exist any more. */
export async function readLive({ io }: Context, client: SkyviaClient, targets: readonly Target[]): Promise<LiveOf> {
  const progress = startProgress(io, "reading schedules");
  const found = new Map<string, LiveNow>();
  const reads = createWorkQueue<Target>(async (target) => {
    found.set(changeKey(target), await readOne(client, target));
    progress.update(found.size, targets.length);
  });
  try {
    for (const target of targets) reads.add(target);
    await reads.done();
  } finally {
    progress.stop();
  }
  return (one) => found.get(changeKey(one)) ?? "missing";
}

async function readOne(client: SkyviaClient, { workspaceId, integrationId }: Target): Promise<LiveNow> {
  try {
    return await client.getSchedule(workspaceId, integrationId);
  } catch (error) {
    if (isSkyviaError(error) && error.code === "not-found") return "missing";
    throw error;
  }
}
