import {
  everything,
  plan,
  writeSchedule,
  type LiveIntegration,
  type LiveState,
  type ScheduleState,
} from "@skyvia-schedules/core";
import { PartialFailure } from "../provider-error.ts";
import type { IntegrationInputs } from "../rules/integration-inputs.ts";
import { integrationOutputs, type IntegrationOutputs } from "../rules/integration-outputs.ts";
import { integrationWish } from "../rules/integration-wish.ts";
import { overlayOutputs } from "../rules/overlays/overlay-outputs.ts";
import { failureError } from "./failure-error.ts";
import { formatIntegrationId } from "./integration-id.ts";
import { readState } from "./read-integration.ts";
import type { Work } from "./session.ts";

/** Sets one schedule as the inputs say, verifies it, and returns the outputs. `previous`: the state that `create` found. */
export async function settleIntegration(
  work: Work,
  inputs: IntegrationInputs,
  previous: ScheduleState | null,
): Promise<IntegrationOutputs> {
  const { workspaceId, integrationId } = inputs;
  await work.claims.claim(workspaceId, [integrationId]);
  const found = await work.directory.find(work.api, workspaceId, integrationId);
  const state = found === null ? null : await readState(work, workspaceId, integrationId);
  const { desired, at, next } = integrationWish(inputs, found?.name ?? null, work.now());
  const live = liveState(workspaceId, state === null ? null : found, state);
  const { changes, problems } = plan(desired, live, everything, at);
  const [problem] = problems;
  if (problem !== undefined) throw failureError(work, problem);
  const [change] = changes;
  if (change === undefined || found === null || state === null) throw new TypeError("a plan of one is empty");
  const outputsWith = (now: ScheduleState): IntegrationOutputs =>
    integrationOutputs(inputs, { ...found, state: now }, previous ?? state, overlayOutputs(inputs, at, next));
  if (change.action === "keep") return outputsWith(state);
  const { result, error } = await writeSchedule(work.api, change, work.pause);
  if (result === "done") return outputsWith(change.after);
  const failure = failureError(work, { ...change, result, error });
  if (result !== "unknown") throw failure;
  // The write may have been carried out: the state must keep the state before it.
  throw new PartialFailure(failure.message, formatIntegrationId(inputs), { ...outputsWith(change.before) }, [
    failure.message,
  ]);
}

function liveState(workspaceId: number, found: LiveIntegration | null, state: ScheduleState | null): LiveState {
  const listing = new Map(found === null ? [] : [[found.id, found]]);
  const schedules = new Map(found === null || state === null ? [] : [[found.id, { kind: "known", state } as const]]);
  return new Map([[workspaceId, { id: workspaceId, failure: null, listing, schedules }]]);
}
