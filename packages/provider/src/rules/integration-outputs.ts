import { instantText, isAsDesired, type ScheduleState } from "@skyvia-schedules/core";
import type { IntegrationInputs, OnDelete } from "./integration-inputs.ts";
import { integrationWish } from "./integration-wish.ts";
import { hasOverlays } from "./overlays/overlay-inputs.ts";
import { keptOverlays, refreshedOverlays, type OverlayOutputs } from "./overlays/overlay-outputs.ts";
import { given as givenProperties, type Properties } from "./properties.ts";

/** The outputs of an `IntegrationSchedule`. */
export interface IntegrationOutputs extends OverlayOutputs {
  readonly workspaceId: number;
  readonly integrationId: number;
  /** Whether the schedule is on. After a refresh that found drift, this is the live state. */
  readonly enabled: boolean;
  readonly onDelete?: OnDelete;
  /** The live name. */
  readonly name: string | null;
  readonly type: string | null;
  readonly state: ScheduleState;
  /** The state that `create` found. */
  readonly previousState: ScheduleState;
  /** Whether the program asserts `name`. The state contains the name itself only once, as a secret if the program gave it as one. */
  readonly __assertsName?: boolean;
}

/** The live values of an integration. */
export interface IntegrationLook {
  readonly name: string | null;
  readonly type: string | null;
  readonly state: ScheduleState;
}

/** Makes outputs of the inputs and the live values. */
export function integrationOutputs(
  { workspaceId, integrationId, enabled, name, onDelete }: IntegrationInputs,
  { name: liveName, type, state }: IntegrationLook,
  previousState: ScheduleState,
  overlays: OverlayOutputs,
): IntegrationOutputs {
  return {
    workspaceId,
    integrationId,
    enabled,
    ...(onDelete === undefined ? {} : { onDelete }),
    name: liveName,
    type,
    state,
    previousState,
    ...overlays,
    ...(name === undefined ? {} : { __assertsName: true }),
  };
}

/** The outputs in the state; a resource that was never read has few. */
export function knownOutputs(properties: Properties): Partial<IntegrationOutputs> {
  return givenProperties(properties);
}

/**
 * Outputs and inputs after a refresh, which adds no input that the program did not give. `olds`: the outputs in the state,
 * `given`: the inputs there, where the engine sends them. A schedule that is as holds and freezes make it has the input that
 * the program gave. `now`: milliseconds since the epoch.
 */
export function refreshedIntegration(
  workspaceId: number,
  integrationId: number,
  olds: Partial<IntegrationOutputs>,
  { name, type, state }: IntegrationLook,
  now: number,
  given?: Properties,
): { readonly props: IntegrationOutputs; readonly inputs: IntegrationInputs } {
  const { onDelete, previousState = state, __assertsName: asserts = false } = olds;
  const base = { workspaceId, integrationId, enabled: olds.enabled ?? true, ...refreshedOverlays(olds, given) };
  const instants = hasOverlays(olds) ? [olds.at, base.at ?? instantText(now)] : [];
  const isAsWished = instants.some(
    (at) => at !== undefined && isAsDesired(state, integrationWish({ ...base, at }, name, now).schedule),
  );
  const inputs: IntegrationInputs = {
    ...base,
    enabled: isAsWished ? base.enabled : state === "enabled",
    ...(asserts ? { name: name ?? "" } : {}),
    ...(onDelete === undefined ? {} : { onDelete }),
  };
  return { props: integrationOutputs(inputs, { name, type, state }, previousState, keptOverlays(olds)), inputs };
}
