import { parseId } from "@skyvia-schedules/core";
import { ProviderError } from "../provider-error.ts";

/** Which integration a resource is about. */
export interface IntegrationId {
  readonly workspaceId: number;
  readonly integrationId: number;
}

/** The id of a resource: `123/456`. */
export function formatIntegrationId({ workspaceId, integrationId }: IntegrationId): string {
  return `${workspaceId}/${integrationId}`;
}

/** The two ids that a resource's id says. Throws a `ProviderError` for a text that says none. */
export function parseIntegrationId(text: string): IntegrationId {
  const [workspace = "", integration = "", ...rest] = text.split("/");
  const workspaceId = parseId(workspace);
  const integrationId = parseId(integration);
  if (workspaceId !== null && integrationId !== null && rest.length === 0) return { workspaceId, integrationId };
  throw new ProviderError(
    `${JSON.stringify(text)} is no id of an IntegrationSchedule`,
    'Write workspace and integration, as in "123/456".',
  );
}
