import { isId, noLimits, type DesiredEntry, type DesiredState, type DesiredWorkspace } from "@skyvia-schedules/core";
import { integrationSchedule } from "../declared/integration-schedule.ts";
import { entryById } from "./entry.ts";
import { checkProperties, type Finding } from "./findings.ts";
import { overlayFindings, overlaysOf, type OverlayInputs } from "./overlays/overlay-inputs.ts";
import { input } from "./place.ts";
import { given, holdsUnknown, isAbsent, isObject, type Properties } from "./properties.ts";

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

/**
 * Everything wrong with the inputs of an `IntegrationSchedule`. Values that are not known yet are skipped. `now`: milliseconds
 * since the epoch; null: what depends on the clock is not checked.
 */
export function checkIntegrationInputs(news: Properties, now: number | null = null): Finding[] {
  const found = checkProperties(news, integrationSchedule.inputs);
  const [workspaceId, integrationId] = [news["workspaceId"], news["integrationId"]].map((id) => (isId(id) ? id : 1));
  const workspace = integrationWorkspace(integrationInputs({ workspaceId, integrationId, enabled: true }));
  const holds = selecting(news["holds"], integrationId ?? 1);
  return [...found, ...overlayFindings({ ...news, holds }, workspace, now)];
}

/** The desired state that properties describe. null: they are wrong or not all known. */
export function managedIntegration(properties: Properties): DesiredWorkspace | null {
  if (holdsUnknown(properties) || checkIntegrationInputs(properties).length > 0) return null;
  const [workspace] = desiredIntegration(integrationInputs(properties)).workspaces;
  return workspace ?? null;
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
function selecting<T>(holds: T, id: number): T {
  if (!Array.isArray(holds)) return holds;
  return holds.map((hold: unknown) =>
    isObject(hold) && isAbsent(hold["select"]) ? { ...hold, select: { id } } : hold,
  ) as T;
}

function integrationWorkspace({ workspaceId, integrationId, enabled, name }: IntegrationInputs): DesiredWorkspace {
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
