import {
  noOverlays,
  noLimits,
  type DesiredEntry,
  type DesiredState,
  type DesiredWorkspace,
} from "@skyvia-schedules/core";
import { integrationSchedule } from "../declared/integration-schedule.ts";
import { entryById } from "./entry.ts";
import { checkProperties, type Finding } from "./findings.ts";
import { input } from "./place.ts";
import { given, holdsUnknown, type Properties } from "./properties.ts";

/** What becomes of a schedule when its resource is deleted; `restore` puts back the state that `create` found. */
export type OnDelete = "leave" | "disable" | "restore";

/** The inputs of an `IntegrationSchedule`, checked. */
export interface IntegrationInputs {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly enabled: boolean;
  /** To be asserted. */
  readonly name?: string;
  readonly onDelete?: OnDelete;
}

/** Everything wrong with the inputs of an `IntegrationSchedule`. What is not known yet is not looked at. */
export function checkIntegrationInputs(news: Properties): Finding[] {
  return checkProperties(news, integrationSchedule.inputs);
}

/** What properties manage; null where they are wrong or not all known. */
export function managedIntegration(properties: Properties): DesiredWorkspace | null {
  if (holdsUnknown(properties) || checkIntegrationInputs(properties).length > 0) return null;
  const [workspace] = desiredIntegration(integrationInputs(properties)).workspaces;
  return workspace ?? null;
}

/** Checked properties as inputs. */
export function integrationInputs(properties: Properties): IntegrationInputs {
  return given(properties) as unknown as IntegrationInputs;
}

/** What the inputs ask for, in the core's words. */
export function desiredIntegration({ workspaceId, integrationId, enabled, name }: IntegrationInputs): DesiredState {
  const entry: DesiredEntry = {
    ...entryById(integrationId, enabled ? "enabled" : "disabled", input("enabled")),
    name: name ?? null,
    selectorSource: input("integrationId"),
    nameSource: input("name"),
  };
  const workspace: DesiredWorkspace = {
    id: workspaceId,
    name: null,
    unmanaged: "ignore",
    limits: noLimits,
    entries: [entry],
    source: input("workspaceId"),
    nameSource: null,
  };
  return { workspaces: [workspace], overlays: noOverlays };
}
