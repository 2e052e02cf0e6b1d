import {
  apply,
  everything,
  isDone,
  plan,
  refresh,
  type AppliedChange,
  type LiveState,
  type LiveWorkspace,
  type Problem,
  type ScheduleState,
} from "@skyvia-schedules/core";
import { PartialFailure } from "../provider-error.ts";
import { needsWork } from "../rules/diff-workspace.ts";
import { forgetStates } from "../rules/forget.ts";
import { heldBack } from "../rules/held-back.ts";
import { releaseTargets } from "../rules/release-target.ts";
import { unsettledReasons } from "../rules/unsettled-reasons.ts";
import { whatIsLeft } from "../rules/what-is-left.ts";
import type { WorkspaceInputs } from "../rules/workspace-inputs.ts";
import { enforcedStates, type WorkspaceOutputs } from "../rules/workspace-outputs.ts";
import { coverOf, statesBefore, workspaceOutputs, type WorkspaceFindings } from "../rules/workspace-result.ts";
import { overlaidOutputs, wishOf, type Wish } from "../rules/workspace-wish.ts";
import { blockedError } from "./failure-error.ts";
import { canceledReasons } from "./api/canceled-error.ts";
import { justRead } from "./api/just-read.ts";
import { release } from "./release.ts";
import type { Work } from "./session.ts";

/**
 * Sets the schedules of a workspace as the inputs say, and returns the outputs. With `olds`, only schedules whose old state
 * differs are read and written. Rejects with a `PartialFailure` that carries the outputs if a schedule could not be set.
 */
export async function settleWorkspace(
  work: Work,
  inputs: WorkspaceInputs,
  olds: Partial<WorkspaceOutputs> | null,
): Promise<WorkspaceOutputs> {
  const { workspaceId } = inputs;
  const known = olds ?? {};
  const current = olds === null ? null : forgetStates(olds, (id) => work.claims.isReleased(workspaceId, id));
  const wish = wishOf(inputs, work.now());
  if (current !== null && !needsWork(current, wish)) return withoutCall(wish, current);
  await work.claims.claim(workspaceId, Object.keys(inputs.schedules).map(Number));
  const findings = await look(work, wish, current);
  const before = statesBefore(findings);
  const cover = coverOf(wish.workspace, findings.live.listing);
  const wanted = [...before.keys()].filter((id) => cover.entryOf(id)?.mode === "enforce");
  await work.claims.claim(workspaceId, wanted);

  const left = [...enforcedStates(known).keys()].filter((id) => cover.entryOf(id)?.mode !== "enforce");
  const released = await release(work, workspaceId, releaseTargets(left, inputs.onDelete, known), null);
  const applied = await apply(justRead(work.api, findings.lives), findings.plan.changes, {
    kind: "fresh",
    concurrency: work.concurrency,
    pause: work.pause,
    stopRequested: work.isCanceled,
  });

  const after = new Map(before);
  for (const { integrationId, result, after: now } of applied.changes)
    if (isDone({ result })) after.set(integrationId, now);
  const outs = keepUnreleased(workspaceOutputs(findings, before, after), known, released.failed);
  const unsettled = [
    ...findings.plan.problems,
    ...released.failed,
    ...applied.changes.filter((change) => !isDone(change)),
  ];
  if (unsettled.length === 0) return outs;
  const about = new Set([...wanted, ...unsettled.map((item) => item.integrationId ?? item)]);
  const message = `${unsettled.length} of ${about.size} schedules of workspace ${workspaceId} are not as the program says`;
  const ids = findings.plan.problems.flatMap(({ integrationId }) => (integrationId === null ? [] : [integrationId]));
  const kept = { ...outs, __unsettled: ids };
  const reasons = [message, ...canceledReasons(work.isCanceled()), ...unsettledReasons(unsettled, work.next)];
  throw new PartialFailure(message, String(workspaceId), kept, reasons);
}

/** Reads and plans. Throws a `ProviderError` if nothing may be written. */
async function look(
  work: Work,
  wish: Wish,
  olds: Partial<WorkspaceOutputs> | null,
): Promise<WorkspaceFindings & { readonly lives: LiveState }> {
  const { desired, workspace, at } = wish;
  const selection = olds === null ? everything : whatIsLeft(olds, wish);
  const lives = await refresh(work.api, desired, { selection, at });
  const planned = plan(desired, lives, selection, at);
  const { problems, ...rest } = planned;
  const stops = problems.filter(({ scope }) => scope === "workspace");
  const blocks = [...stops, ...heldBack(workspace, planned)];
  const others = problems.filter((problem) => problem.code !== "selection-empty" && !stops.includes(problem));
  if (blocks.length > 0) throw blockedError(work, blocks, others);
  const live = lives.get(workspace.id) as LiveWorkspace;
  return { wish, live, lives, plan: { ...rest, problems: others }, olds: olds ?? {} };
}

/** The outputs if only `onDelete`, `limits` or the next transition differ. */
function withoutCall(wish: Wish, olds: Partial<WorkspaceOutputs>): WorkspaceOutputs {
  const { onDelete: _, limits: __, at: ___, nextTransition: ____, __base, __at, ...known } = olds as WorkspaceOutputs;
  const { onDelete, limits } = wish.inputs;
  return {
    ...known,
    ...(limits === undefined ? {} : { limits }),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...overlaidOutputs(wish, known, known.schedules),
  };
}

/** Keeps schedules that could not be released in the outputs, so that the next update tries again. */
function keepUnreleased(
  outs: WorkspaceOutputs,
  olds: Partial<WorkspaceOutputs>,
  failed: readonly (AppliedChange | Problem)[],
): WorkspaceOutputs {
  const states = enforcedStates(olds);
  const kept = failed.flatMap(({ integrationId: id }) => (id === null ? [] : [[String(id), states.get(id)] as const]));
  const known = kept.filter((entry): entry is [string, ScheduleState] => entry[1] !== undefined);
  if (known.length === 0) return outs;
  const previous = known.flatMap(([id]) => {
    const state = olds.previousStates?.[id];
    return state === undefined ? [] : [[id, state] as const];
  });
  return {
    ...outs,
    schedules: { ...outs.schedules, ...Object.fromEntries(known) },
    previousStates: { ...outs.previousStates, ...Object.fromEntries(previous) },
  };
}
