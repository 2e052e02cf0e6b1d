import { isAsDesired } from "@skyvia-schedules/core";
import { needsCall } from "../diff-integration.ts";
import { needsWork } from "../diff-workspace.ts";
import { integrationInputs } from "../integration-inputs.ts";
import type { IntegrationOutputs } from "../integration-outputs.ts";
import { integrationWish } from "../integration-wish.ts";
import { hasOverlays } from "../overlays/overlay-inputs.ts";
import { given, holdsUnknown, isObject, isUnknown, unknownValue, type Properties } from "../properties.ts";
import { workspaceInputs } from "../workspace-inputs.ts";
import type { WorkspaceOutputs } from "../workspace-outputs.ts";
import { isByName, subjectById, wishOf, type Wish } from "../workspace-wish.ts";

/** The outputs of an `IntegrationSchedule` as far as a preview knows them. `olds`: the outputs in the state; empty for a new resource. */
export function foreseenIntegration(olds: Partial<IntegrationOutputs>, news: Properties, now: number): Properties {
  const { at: _, ...inputs } = given(news);
  const { name: asserted } = inputs;
  const { name = unknownValue, type = unknownValue, previousState = unknownValue, state } = olds;
  const stays = state !== undefined && !needsCall(olds, news, now);
  const isOverlaid = hasOverlays(news) || [news["holds"], news["freezes"]].some(isUnknown);
  const live = liveName(olds, asserted); // holds and freezes may select by it
  const known = holdsUnknown(news) || live === null ? null : integrationWish(integrationInputs(news), live, now);
  const isOn = isOverlaid ? known?.schedule === "enabled" : inputs["enabled"] === true;
  return {
    ...inputs,
    name: asserted ?? (stays ? name : unknownValue),
    type,
    state: stays ? state : isOn ? "enabled" : unknownValue,
    previousState,
    ...(isOverlaid ? { at: unknownValue, nextTransition: unknownValue } : {}),
    ...(asserted === undefined ? {} : { __assertsName: true }),
  };
}

function liveName({ name = null }: Partial<IntegrationOutputs>, asserted: unknown): string | null {
  return typeof asserted === "string" ? asserted : name;
}

/**
 * The outputs of a `WorkspaceSchedules` as far as a preview knows them. `olds`: the outputs in the state; empty for a new resource. `now`: milliseconds since
 * the epoch.
 */
export function foreseenWorkspace(olds: Partial<WorkspaceOutputs>, news: Properties, now: number): Properties {
  const { at: _, ...rest } = given(news);
  const inputs: Properties = { ...rest, schedules: news["schedules"] ?? {} };
  const wish = holdsUnknown(news) ? null : wishOf(workspaceInputs(given(news)), now);
  const stays = wish !== null && olds.schedules !== undefined && !needsWork(olds, wish);
  const { schedules } = inputs;
  const kept = (key: keyof WorkspaceOutputs): unknown => (stays ? (olds[key] ?? unknownValue) : unknownValue);
  const isOverlaid = hasOverlays(news) || [news["holds"], news["freezes"]].some(isUnknown);
  return {
    ...inputs,
    schedules: isObject(schedules) ? foreseenStates(olds, schedules, wish, isOverlaid) : schedules,
    selected: kept("selected"),
    observed: kept("observed"),
    unmanagedIds: kept("unmanagedIds"),
    unmanagedCount: kept("unmanagedCount"),
    previousStates: kept("previousStates"),
    ...(isOverlaid ? { at: unknownValue, nextTransition: unknownValue } : {}),
  };
}

/** "disabled" may turn out to be "undefined": only a read shows which. */
function foreseenStates(
  olds: Partial<WorkspaceOutputs>,
  schedules: Properties,
  wish: Wish | null,
  isOverlaid: boolean,
): Properties {
  const wanted = (id: string, schedule: unknown): unknown => {
    if (!isOverlaid) return schedule;
    const subject = wish === null ? null : subjectById(wish, olds, Number(id));
    const isKnown = subject !== null && wish !== null && (subject.name !== null || !isByName(wish));
    return isKnown ? wish.states.of(subject) : unknownValue;
  };
  const foreseen = ([id, schedule]: [string, unknown]): [string, unknown] => {
    const asked = wanted(id, schedule);
    if (asked === "enabled") return [id, asked];
    const old = olds.schedules?.[id];
    return [id, asked === "disabled" && isAsDesired(old, asked) ? old : unknownValue];
  };
  return Object.fromEntries(Object.entries(schedules).map(foreseen));
}
