import { isId, type DesiredWorkspace } from "@skyvia-schedules/core";
import { integrationSchedule } from "../../declared/integration-schedule.ts";
import { checkProperties, type Finding } from "../findings.ts";
import { desiredIntegration, integrationInputs, integrationWorkspace, selecting } from "../integration-inputs.ts";
import { overlayFindings } from "../overlays/overlay-inputs.ts";
import { holdsUnknown, type Properties } from "../properties.ts";

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
