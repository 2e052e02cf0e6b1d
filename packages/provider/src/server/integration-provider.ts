import { isSkyviaError } from "@skyvia-schedules/client";
import { plan, writeSchedule, type LiveIntegration, type LiveState, type ScheduleState } from "@skyvia-schedules/core";
import { PartialFailure } from "../provider-error.ts";
import { checkFailure } from "../rules/check-failure.ts";
import { diffIntegration, needsCall } from "../rules/diff-integration.ts";
import {
  checkIntegrationInputs,
  desiredIntegration,
  integrationInputs,
  type IntegrationInputs,
} from "../rules/integration-inputs.ts";
import {
  integrationOutputs,
  knownOutputs,
  refreshedIntegration,
  type IntegrationLook,
  type IntegrationOutputs,
} from "../rules/integration-outputs.ts";
import { releaseTarget } from "../rules/release-target.ts";
import type { DynamicProvider } from "./dynamic-provider.ts";
import { failureError } from "./failure-error.ts";
import { formatIntegrationId, parseIntegrationId } from "./integration-id.ts";
import { release } from "./release.ts";
import type { Session, Work } from "./session.ts";

/** The provider of `IntegrationSchedule`. */
export function createIntegrationProvider(session: Session): Omit<DynamicProvider, "configure"> {
  return {
    check: async (_, news) => ({ inputs: news, failures: checkIntegrationInputs(news).map(checkFailure) }),
    diff: async (_, olds, news) => diffIntegration(knownOutputs(olds), news),
    create: async (properties) => {
      const inputs = integrationInputs(properties);
      const outs = await session.run((work) => settle(work, inputs, null));
      return { id: formatIntegrationId(inputs), outs: { ...outs } };
    },
    read: async (id, properties = {}) => {
      const { workspaceId, integrationId } = parseIntegrationId(id);
      const olds = knownOutputs(properties);
      const look = await session.run((work) => lookAt(work, workspaceId, integrationId, olds));
      if (look === null) return {};
      const { props, inputs } = refreshedIntegration(workspaceId, integrationId, olds, look);
      return { id, props: { ...props }, inputs: { ...inputs } };
    },
    update: async (_, oldProperties, newProperties) => {
      const olds = knownOutputs(oldProperties);
      const inputs = integrationInputs(newProperties);
      const known = needsCall(olds, newProperties) ? null : lookOf(olds);
      if (known !== null) return { outs: { ...integrationOutputs(inputs, known, olds.previousState ?? known.state) } };
      const outs = await session.run((work) => settle(work, inputs, olds.previousState ?? null));
      return { outs: { ...outs } };
    },
    delete: async (id, properties) => {
      const { workspaceId, integrationId } = parseIntegrationId(id);
      const { onDelete, previousState } = knownOutputs(properties);
      const target = releaseTarget(onDelete, previousState);
      if (target === null) return;
      await session.run(async (work) => {
        const { failed } = await release(work, workspaceId, new Map([[integrationId, target]]));
        const [failure] = failed;
        if (failure !== undefined) throw failureError(work, failure);
      });
    },
  };
}

/** Makes one schedule as the inputs say, and makes sure that it is; gives the outputs. `previous`: what the first one found. */
async function settle(
  work: Work,
  inputs: IntegrationInputs,
  previous: ScheduleState | null,
): Promise<IntegrationOutputs> {
  const { workspaceId, integrationId } = inputs;
  await work.claims.claim(workspaceId, [integrationId]);
  const found = await work.directory.find(work.api, workspaceId, integrationId);
  const state = found === null ? null : await readState(work, workspaceId, integrationId);
  const desired = desiredIntegration(inputs);
  const { changes, problems } = plan(desired, liveState(workspaceId, state === null ? null : found, state));
  const [problem] = problems;
  if (problem !== undefined) throw failureError(work, problem);
  const [change] = changes;
  if (change === undefined || found === null || state === null) throw new TypeError("a plan of one is empty");
  const outputsWith = (now: ScheduleState): IntegrationOutputs =>
    integrationOutputs(inputs, { ...found, state: now }, previous ?? state);
  if (change.action === "keep") return outputsWith(state);
  const { result, error } = await writeSchedule(work.api, change, work.pause);
  if (result === "done") return outputsWith(change.after);
  const failure = failureError(work, { ...change, result, error });
  if (result !== "unknown") throw failure;
  // It may be written: what was found before must not be lost.
  throw new PartialFailure(failure.message, formatIntegrationId(inputs), { ...outputsWith(change.before) }, [
    failure.message,
  ]);
}

/** What is live of one integration; null where it is gone. Reads the schedule only where the listing leaves it open. */
async function lookAt(
  work: Work,
  workspaceId: number,
  integrationId: number,
  { state: known }: Partial<IntegrationOutputs>,
): Promise<IntegrationLook | null> {
  const found = await work.directory.find(work.api, workspaceId, integrationId);
  if (found === null) return null;
  const isOff = known === "disabled" || known === "undefined";
  if (isOff && found.scheduled === false && !work.claims.has(workspaceId, integrationId)) {
    return { ...found, state: known };
  }
  const state = await readState(work, workspaceId, integrationId);
  return state === null ? null : { ...found, state };
}

async function readState({ api }: Work, workspaceId: number, integrationId: number): Promise<ScheduleState | null> {
  try {
    return await api.getSchedule(workspaceId, integrationId);
  } catch (error) {
    if (isSkyviaError(error) && error.code === "not-found") return null;
    throw error;
  }
}

function liveState(workspaceId: number, found: LiveIntegration | null, state: ScheduleState | null): LiveState {
  const listing = new Map(found === null ? [] : [[found.id, found]]);
  const schedules = new Map(found === null || state === null ? [] : [[found.id, { kind: "known", state } as const]]);
  return new Map([[workspaceId, { id: workspaceId, failure: null, listing, schedules }]]);
}

function lookOf({ name = null, type = null, state }: Partial<IntegrationOutputs>): IntegrationLook | null {
  return state === undefined ? null : { name, type, state };
}
