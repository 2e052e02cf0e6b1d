import { ProviderError } from "../provider-error.ts";
import { checkFailure } from "../rules/check/check-failure.ts";
import { checkWorkspaceInputs, managedWorkspace } from "../rules/check/check-workspace.ts";
import { diffWorkspace } from "../rules/diff-workspace.ts";
import { foreseenWorkspace } from "../rules/forecast/foreseen.ts";
import { forgetStates } from "../rules/forget.ts";
import { releaseTargets } from "../rules/release-target.ts";
import { unsettledReasons } from "../rules/unsettled-reasons.ts";
import { workspaceInputs } from "../rules/workspace-inputs.ts";
import { enforcedStates, knownWorkspace, type WorkspaceOutputs } from "../rules/workspace-outputs.ts";
import { canceledReasons } from "./api/canceled-error.ts";
import { keepForgotten } from "./keep-forgotten.ts";
import { refreshWorkspace } from "./refresh-workspace.ts";
import { release } from "./release.ts";
import type { ResourceProvider } from "./resource-provider.ts";
import type { Session } from "./session.ts";
import { settleWorkspace } from "./settle-workspace.ts";
import { parseWorkspaceId } from "./workspace-id.ts";

/** The provider of `WorkspaceSchedules`. */
export function createWorkspaceProvider(session: Session): ResourceProvider {
  const { claims } = session;
  const trueOf = (olds: Partial<WorkspaceOutputs>): Partial<WorkspaceOutputs> =>
    forgetStates(olds, (id) => olds.workspaceId !== undefined && claims.isReleased(olds.workspaceId, id));
  return {
    check: async (_, news) => {
      const managed = managedWorkspace(news);
      if (managed !== null) claims.want(managed);
      return { inputs: news, failures: checkWorkspaceInputs(news, session.now()).map(checkFailure) };
    },
    diff: async (_, olds, news) => diffWorkspace(trueOf(knownWorkspace(olds)), news, session.now()),
    create: async (properties, call = {}) => {
      if (call.preview === true) return { id: "", outs: foreseenWorkspace({}, properties, session.now()) };
      const inputs = workspaceInputs(properties);
      const outs = await session.run((work) => settleWorkspace(work, inputs, null), call);
      return { id: String(inputs.workspaceId), outs: { ...outs } };
    },
    read: async (id, properties = {}, call = {}) => {
      const workspaceId = parseWorkspaceId(id);
      const olds = knownWorkspace(properties);
      const refreshed = await session.run((work) => refreshWorkspace(work, workspaceId, olds, call.inputs), call);
      if (refreshed === null) return {};
      return { id, props: { ...refreshed.props }, inputs: { ...refreshed.inputs } };
    },
    update: async (id, oldProperties, newProperties, call = {}) => {
      const olds = knownWorkspace(oldProperties);
      const current = trueOf(olds);
      if (call.preview === true) return { outs: foreseenWorkspace(current, newProperties, session.now()) };
      const inputs = workspaceInputs(newProperties);
      const settled = session.run((work) => settleWorkspace(work, inputs, olds), call);
      const outs = await keepForgotten(id, olds === current ? null : { ...current }, settled);
      return { outs: { ...outs } };
    },
    delete: async (id, properties, call = {}) => {
      const workspaceId = parseWorkspaceId(id);
      const olds = knownWorkspace(properties);
      const targets = releaseTargets([...enforcedStates(olds).keys()], olds.onDelete, olds);
      if (targets.size === 0) return;
      await session.run(async (work) => {
        const { failed } = await release(work, workspaceId, targets, "WorkspaceSchedules");
        if (failed.length === 0) return;
        const reasons = [...canceledReasons(work.isCanceled()), ...unsettledReasons(failed, work.next)];
        throw new ProviderError(reasons.join("\n"));
      }, call);
    },
  };
}
