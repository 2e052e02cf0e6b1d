import type { DesiredState } from "@skyvia-schedules/core";
import { checkFailure } from "../rules/check-failure.ts";
import { diffIntegration, needsCall } from "../rules/diff-integration.ts";
import { forgetState } from "../rules/forget.ts";
import { checkIntegrationInputs, desiredIntegration, integrationInputs } from "../rules/integration-inputs.ts";
import {
  integrationOutputs,
  knownOutputs,
  refreshedIntegration,
  type IntegrationLook,
  type IntegrationOutputs,
} from "../rules/integration-outputs.ts";
import { holdsUnknown, type Properties } from "../rules/properties.ts";
import { releaseTarget } from "../rules/release-target.ts";
import type { DynamicProvider } from "./dynamic-provider.ts";
import { failureError } from "./failure-error.ts";
import { formatIntegrationId, parseIntegrationId } from "./integration-id.ts";
import { keepForgotten } from "./keep-forgotten.ts";
import { readIntegration } from "./read-integration.ts";
import { release } from "./release.ts";
import type { Session } from "./session.ts";
import { settleIntegration } from "./settle-integration.ts";

/** The provider of `IntegrationSchedule`. */
export function createIntegrationProvider(session: Session): Omit<DynamicProvider, "configure"> {
  const { claims } = session;
  const wantAll = ({ workspaces }: DesiredState): void => workspaces.forEach((workspace) => claims.want(workspace));
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
      const failures = checkIntegrationInputs(news).map(checkFailure);
      if (failures.length === 0 && !holdsUnknown(news)) wantAll(desiredIntegration(integrationInputs(news)));
      return { inputs: news, failures };
    },
    diff: async (id, olds, news) => diffIntegration(oldsOf(id, olds), news),
    create: async (properties) => {
      const inputs = integrationInputs(properties);
      const outs = await session.run((work) => settleIntegration(work, inputs, null));
      return { id: formatIntegrationId(inputs), outs: { ...outs } };
    },
    read: async (id, properties = {}) => {
      const { workspaceId, integrationId } = parseIntegrationId(id);
      const olds = knownOutputs(properties);
      const look = await session.run((work) => readIntegration(work, workspaceId, integrationId, olds));
      if (look === null) return {};
      const { props, inputs } = refreshedIntegration(workspaceId, integrationId, olds, look);
      return { id, props: { ...props }, inputs: { ...inputs } };
    },
    update: async (id, oldProperties, newProperties) => {
      const olds = oldsOf(id, oldProperties);
      const inputs = integrationInputs(newProperties);
      const known = needsCall(olds, newProperties) ? null : lookOf(olds);
      if (known !== null) return { outs: { ...integrationOutputs(inputs, known, olds.previousState ?? known.state) } };
      const settled = session.run((work) => settleIntegration(work, inputs, olds.previousState ?? null));
      const outs = await keepForgotten(id, isReleased(id) ? { ...olds } : null, settled);
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

function lookOf({ name = null, type = null, state }: Partial<IntegrationOutputs>): IntegrationLook | null {
  return state === undefined ? null : { name, type, state };
}
