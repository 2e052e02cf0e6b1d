import { isAsDesired } from "@skyvia-schedules/core";
import { needsCall } from "../diff-integration.ts";
import { needsWork } from "../diff-workspace.ts";
import type { IntegrationOutputs } from "../integration-outputs.ts";
import { given, holdsUnknown, isObject, unknownValue, type Properties } from "../properties.ts";
import { workspaceInputs } from "../workspace-inputs.ts";
import type { WorkspaceOutputs } from "../workspace-outputs.ts";

/** The outputs of an `IntegrationSchedule` as far as a preview knows them. `olds`: what the state has; empty for a new resource. */
export function foreseenIntegration(olds: Partial<IntegrationOutputs>, news: Properties): Properties {
  const inputs = given(news);
  const { name: asserted, enabled } = inputs;
  const { name = unknownValue, type = unknownValue, previousState = unknownValue, state } = olds;
  const stays = state !== undefined && !needsCall(olds, news);
  return {
    ...inputs,
    name: asserted ?? (stays ? name : unknownValue),
    type,
    state: stays ? state : enabled === true ? "enabled" : unknownValue,
    previousState,
    ...(asserted === undefined ? {} : { __assertsName: true }),
  };
}

/** The outputs of a `WorkspaceSchedules` as far as a preview knows them. `olds`: what the state has; empty for a new resource. */
export function foreseenWorkspace(olds: Partial<WorkspaceOutputs>, news: Properties): Properties {
  const inputs: Properties = { ...given(news), schedules: news["schedules"] ?? {} };
  const stays = !holdsUnknown(inputs) && olds.schedules !== undefined && !needsWork(olds, workspaceInputs(inputs));
  const { schedules } = inputs;
  const kept = (key: keyof WorkspaceOutputs): unknown => (stays ? (olds[key] ?? unknownValue) : unknownValue);
  return {
    ...inputs,
    schedules: isObject(schedules) ? foreseenStates(olds.schedules ?? {}, schedules) : schedules,
    selected: kept("selected"),
    observed: kept("observed"),
    unmanagedIds: kept("unmanagedIds"),
    unmanagedCount: kept("unmanagedCount"),
    previousStates: kept("previousStates"),
  };
}

/** "disabled" may turn out to be "undefined": only a read shows which. */
function foreseenStates(olds: Properties, schedules: Properties): Properties {
  const foreseen = ([id, schedule]: [string, unknown]): [string, unknown] => {
    if (schedule === "enabled") return [id, schedule];
    const old = olds[id] as "enabled" | "disabled" | "undefined" | undefined;
    return [id, schedule === "disabled" && isAsDesired(old, schedule) ? old : unknownValue];
  };
  return Object.fromEntries(Object.entries(schedules).map(foreseen));
}
