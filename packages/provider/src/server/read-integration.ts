import { isSkyviaError } from "@skyvia-schedules/client";
import type { ScheduleState } from "@skyvia-schedules/core";
import type { IntegrationLook, IntegrationOutputs } from "../rules/integration-outputs.ts";
import type { Work } from "./session.ts";

/** The live name, type and state of one integration; null: it was deleted. Reads the schedule only if the listing does not decide. */
export async function readIntegration(
  work: Work,
  workspaceId: number,
  integrationId: number,
  { state: known }: Partial<IntegrationOutputs>,
): Promise<IntegrationLook | null> {
  const found = await work.directory.find(work.api, workspaceId, integrationId);
  if (found === null) return null;
  const isOff = known === "disabled" || known === "undefined";
  if (isOff && found.scheduled === false && !work.claims.isClaimed(workspaceId, integrationId)) {
    return { ...found, state: known };
  }
  const state = await readState(work, workspaceId, integrationId);
  return state === null ? null : { ...found, state };
}

/** The state of a schedule; null: its integration was deleted. */
export async function readState(
  { api }: Work,
  workspaceId: number,
  integrationId: number,
): Promise<ScheduleState | null> {
  try {
    return await api.getSchedule(workspaceId, integrationId);
  } catch (error) {
    if (isSkyviaError(error) && error.code === "not-found") return null;
    throw error;
  }
}
