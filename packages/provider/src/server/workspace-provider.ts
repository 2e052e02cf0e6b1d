import { ProviderError } from "../provider-error.ts";
import { checkFailure } from "../rules/check-failure.ts";
import { checkWorkspaceInputs } from "../rules/check-workspace.ts";
import { diffWorkspace } from "../rules/diff-workspace.ts";
import { releaseTargets } from "../rules/release-target.ts";
import { unsettledReasons } from "../rules/unsettled-reasons.ts";
import { workspaceInputs } from "../rules/workspace-inputs.ts";
import { enforcedStates, knownWorkspace } from "../rules/workspace-outputs.ts";
import type { DynamicProvider } from "./dynamic-provider.ts";
import { readWorkspace } from "./read-workspace.ts";
import { release } from "./release.ts";
import type { Session } from "./session.ts";
import { settleWorkspace } from "./settle-workspace.ts";
import { parseWorkspaceId } from "./workspace-id.ts";

/** The provider of `WorkspaceSchedules`. */
export function createWorkspaceProvider(session: Session): Omit<DynamicProvider, "configure"> {
  return {
    check: async (_, news) => ({ inputs: news, failures: checkWorkspaceInputs(news).map(checkFailure) }),
    diff: async (_, olds, news) => diffWorkspace(knownWorkspace(olds), news),
    create: async (properties) => {
      const inputs = workspaceInputs(properties);
      const outs = await session.run((work) => settleWorkspace(work, inputs, null));
      return { id: String(inputs.workspaceId), outs: { ...outs } };
    },
    read: async (id, properties = {}) => {
      const workspaceId = parseWorkspaceId(id);
      const refreshed = await session.run((work) => readWorkspace(work, workspaceId, knownWorkspace(properties)));
      if (refreshed === null) return {};
      return { id, props: { ...refreshed.props }, inputs: { ...refreshed.inputs } };
    },
    update: async (_, oldProperties, newProperties) => {
      const olds = knownWorkspace(oldProperties);
      const inputs = workspaceInputs(newProperties);
      const outs = await session.run((work) => settleWorkspace(work, inputs, olds));
      return { outs: { ...outs } };
    },
    delete: async (id, properties) => {
      const workspaceId = parseWorkspaceId(id);
      const olds = knownWorkspace(properties);
      const targets = releaseTargets([...enforcedStates(olds).keys()], olds.onDelete, olds);
      if (targets.size === 0) return;
      await session.run(async (work) => {
        const { failed } = await release(work, workspaceId, targets);
        if (failed.length > 0) throw new ProviderError(unsettledReasons(failed, work.next).join("\n"));
      });
    },
  };
}
