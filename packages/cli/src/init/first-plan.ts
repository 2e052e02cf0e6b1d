import type { SkyviaClient } from "@skyvia-schedules/client";
import {
  createWorkQueue,
  everything,
  guardPlan,
  nextRecord,
  noOverlays,
  placePrefix,
  plan,
  refresh,
  summarize,
  type DesiredState,
  type Plan,
  type Summary,
} from "@skyvia-schedules/core";
import { isApiError } from "@skyvia-schedules/core/errors";
import { withSession } from "../api/session.ts";
import { loadConfig } from "../files/config-files.ts";
import type { Context } from "../verb/context.ts";
import { ProblemsFound, RunError } from "../verb/run-error.ts";
import type { InitFlags } from "./init-settings.ts";

/** How the files compare with what is live. */
export interface FirstPlan {
  /** null: there is no plan, and the notes say why. */
  readonly summary: Summary | null;
  readonly notes: readonly string[];
  /** Count of integrations that no entry selects because they have no schedule, by the id of a workspace that was kept. */
  readonly left: ReadonlyMap<number, number>;
}

export const nothingToPlan: FirstPlan = withoutPlan("The token sees no workspace, so there is no YAML file yet.");

/**
 * The plan of all files of the folder, each workspace with its own token. Where the files have problems, where a token of
 * another account is missing, or where a call fails, the notes say so, and there is no plan. `kept`: the ids of
 * the workspaces that were not read before.
 */
export async function planFiles(
  context: Context,
  flags: InitFlags,
  folder: string,
  kept: readonly number[],
): Promise<FirstPlan> {
  const { desired, problems } = await loadConfig(context, [folder]).catch(asProblem);
  if (problems.length > 0) {
    const lines = problems.map(({ source, message }) => `${placePrefix(source)}${message}`);
    return withoutPlan(`There is no plan, because the files have problems:\n    ${lines.join("\n    ")}`);
  }
  const { tokenFrom: _, ...ofFiles } = flags;
  try {
    return await withSession(
      context,
      ofFiles,
      ({ client }) => planWith(context, client, desired, kept),
      desired.workspaces,
    );
  } catch (error) {
    if (error instanceof ProblemsFound) {
      const lines = error.problems.map(({ message }) => message);
      return withoutPlan(`There is no plan, because of the tokens:\n    ${lines.join("\n    ")}`);
    }
    if (!isApiError(error) || context.interruption.over.aborted) throw error;
    return withoutPlan(`There is no plan, because a call failed: ${error.message}. ${error.next ?? ""}`.trim());
  }
}

function withoutPlan(note: string): FirstPlan {
  return { summary: null, notes: [note], left: new Map() };
}

/** A file that cannot be read is a problem of the plan alone: init keeps it as it is. */
function asProblem(error: unknown): { desired: DesiredState; problems: readonly { source: null; message: string }[] } {
  if (!(error instanceof RunError)) throw error;
  return { desired: { workspaces: [], overlays: noOverlays }, problems: [{ source: null, message: error.message }] };
}

async function planWith(
  context: Context,
  client: SkyviaClient,
  desired: DesiredState,
  kept: readonly number[],
): Promise<FirstPlan> {
  const at = context.io.now();
  const live = await refresh(client, desired, { at });
  const planned = guardPlan(desired, plan(desired, live, everything, at));
  const pending = planned.problems.map(({ message }) => `The plan reports: ${message}`);
  const summary = summarize(planned);
  const left = await countUndefined(client, planned, kept);
  return { summary: { ...summary, next: nextRecord(summary.next) }, notes: pending, left };
}

/** Counts the unmanaged integrations of these workspaces that have no schedule, by workspace. One call for each that is unmanaged. */
async function countUndefined(
  client: SkyviaClient,
  { coverage }: Pick<Plan, "coverage">,
  workspaces: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  const reads = createWorkQueue<{ readonly workspaceId: number; readonly id: number }>(async ({ workspaceId, id }) => {
    const state = await client.getSchedule(workspaceId, id);
    if (state === "undefined") counts.set(workspaceId, (counts.get(workspaceId) ?? 0) + 1);
  });
  for (const { workspaceId, unmanaged } of coverage) {
    if (!workspaces.includes(workspaceId)) continue;
    for (const { id } of unmanaged) reads.add({ workspaceId, id });
  }
  await reads.done();
  return counts;
}
