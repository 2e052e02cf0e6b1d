import { noLimits, type DesiredEntry, type DesiredState, type DesiredWorkspace } from "@skyvia-schedules/core";
import { entryById } from "./entry.ts";
import { overlaysOf, type OverlayInputs } from "./overlays/overlay-inputs.ts";
import { input } from "./place.ts";
import { given, isAbsent, isObject, type Properties } from "./properties.ts";

/** What happens to a schedule when its resource is deleted. `restore`: it gets the state that `create` found. */
export type OnDelete = "leave" | "disable" | "restore";

/** The inputs of an `IntegrationSchedule`, checked. */
export interface IntegrationInputs extends OverlayInputs {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly enabled: boolean;
  /** To be asserted. */
  readonly name?: string;
  readonly onDelete?: OnDelete;
}

/** Checked properties as inputs. */
export function integrationInputs(properties: Properties): IntegrationInputs {
  return given(properties) as unknown as IntegrationInputs;
}

/** The desired state that the inputs describe, with holds and freezes. */
export function desiredIntegration(inputs: IntegrationInputs): DesiredState {
  const workspace = integrationWorkspace(inputs);
  const holds = selecting(inputs.holds, inputs.integrationId);
  return {
    workspaces: [workspace],
    overlays: overlaysOf({ ...inputs, ...(holds === undefined ? {} : { holds }) }, workspace),
  };
}

/** Adds a `select` of the resource's integration to holds without one. */
export function selecting<T>(holds: T, id: number): T {
  if (!Array.isArray(holds)) return holds;
  return holds.map((hold: unknown) =>
    isObject(hold) && isAbsent(hold["select"]) ? { ...hold, select: { id } } : hold,
  ) as T;
}

/** The workspace that the inputs describe, without holds and freezes. */
export function integrationWorkspace({
  workspaceId,
  integrationId,
  enabled,
  name,
}: IntegrationInputs): DesiredWorkspace {
  const entry: DesiredEntry = {
    ...entryById(integrationId, enabled ? "enabled" : "disabled", input("enabled")),
    name: name ?? null,
    selectorSource: input("integrationId"),
    nameSource: input("name"),
  };
  return {
    id: workspaceId,
    name: null,
    tokenFrom: null,
    unmanaged: "ignore",
    limits: noLimits,
    entries: [entry],
    source: input("workspaceId"),
    nameSource: null,
  };
}
