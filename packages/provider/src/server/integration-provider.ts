import { ProviderError } from "../provider-error.ts";
import { checkFailure } from "../rules/check/check-failure.ts";
import { diffIntegration, needsCall } from "../rules/diff-integration.ts";
import { foreseenIntegration } from "../rules/forecast/foreseen.ts";
import { forgetState } from "../rules/forget.ts";
import { checkIntegrationInputs, managedIntegration } from "../rules/check/check-integration.ts";
import { integrationInputs } from "../rules/integration-inputs.ts";
import {
  integrationOutputs,
  knownOutputs,
  refreshedIntegration,
  type IntegrationLook,
  type IntegrationOutputs,
} from "../rules/integration-outputs.ts";
import { integrationWish } from "../rules/integration-wish.ts";
import { overlayOutputs } from "../rules/overlays/overlay-outputs.ts";
import type { Properties } from "../rules/properties.ts";
import { releaseTarget } from "../rules/release-target.ts";
import { failureError } from "./failure-error.ts";
import { formatIntegrationId, parseIntegrationId } from "./integration-id.ts";
import { keepForgotten } from "./keep-forgotten.ts";
import { readIntegration } from "./read-integration.ts";
import { release } from "./release.ts";
import type { ResourceProvider } from "./resource-provider.ts";
import type { Session } from "./session.ts";
import { settleIntegration } from "./settle-integration.ts";

/** The provider of `IntegrationSchedule`. */
export function createIntegrationProvider(session: Session): ResourceProvider {
  const { claims } = session;
  const isReleased = (id: string): boolean => {
    const { workspaceId, integrationId } = parseIntegrationId(id);
    return claims.isReleased(workspaceId, integrationId);
  };
  const oldsOf = (id: string, properties: Properties): Partial<IntegrationOutputs> => {
    const olds = knownOutputs(properties);
    return isReleased(id) ? forgetState(olds) : olds;
  };
  return {
    check: async (_, news) => {
      const managed = managedIntegration(news);
      if (managed !== null) claims.want(managed);
      return { inputs: news, failures: checkIntegrationInputs(news, session.now()).map(checkFailure) };
    },
    diff: async (id, olds, news) => diffIntegration(oldsOf(id, olds), news, session.now()),
    create: async (properties, call = {}) => {
      if (call.preview === true) return { id: "", outs: foreseenIntegration({}, properties, session.now()) };
      const inputs = integrationInputs(properties);
      const outs = await session.run((work) => settleIntegration(work, inputs, null), call);
      return { id: formatIntegrationId(inputs), outs: { ...outs } };
    },
    read: async (id, properties = {}, call = {}) => {
      const { workspaceId, integrationId } = parseIntegrationId(id);
      const olds = knownOutputs(properties);
      const look = await session.run((work) => readIntegration(work, workspaceId, integrationId, olds), call);
      if (look === null && olds.state === undefined) throw notThere(id); // a `get`: only a known resource can be deleted
      if (look === null) return {};
      const { props, inputs } = refreshedIntegration(
        workspaceId,
        integrationId,
        olds,
        look,
        session.now(),
        call.inputs,
      );
      return { id, props: { ...props }, inputs: { ...inputs } };
    },
    update: async (id, oldProperties, newProperties, call = {}) => {
      const olds = oldsOf(id, oldProperties);
      if (call.preview === true) return { outs: foreseenIntegration(olds, newProperties, session.now()) };
      const inputs = integrationInputs(newProperties);
      const now = session.now();
      const known = needsCall(olds, newProperties, now) ? null : lookOf(olds);
      if (known !== null) {
        const { at, next } = integrationWish(inputs, known.name, now);
        const overlays = overlayOutputs(inputs, at, next);
        return { outs: { ...integrationOutputs(inputs, known, olds.previousState ?? known.state, overlays) } };
      }
      const forgotten = isReleased(id) ? { ...olds } : null; // before the update claims it
      const settled = session.run((work) => settleIntegration(work, inputs, olds.previousState ?? null), call);
      const outs = await keepForgotten(id, forgotten, settled);
      return { outs: { ...outs } };
    },
    delete: async (id, properties, call = {}) => {
      const { workspaceId, integrationId } = parseIntegrationId(id);
      const { onDelete, previousState } = knownOutputs(properties);
      const target = releaseTarget(onDelete, previousState);
      if (target === null) return;
      await session.run(async (work) => {
        const { failed } = await release(work, workspaceId, new Map([[integrationId, target]]), "IntegrationSchedule");
        const [failure] = failed;
        if (failure !== undefined) throw failureError(work, failure);
      }, call);
    },
  };
}

function notThere(id: string): ProviderError {
  const { workspaceId, integrationId } = parseIntegrationId(id);
  return new ProviderError(
    `integration ${integrationId} does not exist in workspace ${workspaceId}`,
    "Correct the id: workspace and integration, as in 123/456.",
  );
}

function lookOf({ name = null, type = null, state }: Partial<IntegrationOutputs>): IntegrationLook | null {
  return state === undefined ? null : { name, type, state };
}
