import { checkFailure } from "../rules/check-failure.ts";
import { diffIntegration, needsCall } from "../rules/diff-integration.ts";
import { checkIntegrationInputs, integrationInputs } from "../rules/integration-inputs.ts";
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
import { readIntegration } from "./read-integration.ts";
import { release } from "./release.ts";
import type { Session } from "./session.ts";
import { settleIntegration } from "./settle-integration.ts";

/** The provider of `IntegrationSchedule`. */
export function createIntegrationProvider(session: Session): Omit<DynamicProvider, "configure"> {
  return {
    check: async (_, news) => ({ inputs: news, failures: checkIntegrationInputs(news).map(checkFailure) }),
    diff: async (_, olds, news) => diffIntegration(knownOutputs(olds), news),
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
    update: async (_, oldProperties, newProperties) => {
      const olds = knownOutputs(oldProperties);
      const inputs = integrationInputs(newProperties);
      const known = needsCall(olds, newProperties) ? null : lookOf(olds);
      if (known !== null) return { outs: { ...integrationOutputs(inputs, known, olds.previousState ?? known.state) } };
      const outs = await session.run((work) => settleIntegration(work, inputs, olds.previousState ?? null));
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
