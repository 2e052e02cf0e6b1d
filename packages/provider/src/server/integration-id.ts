import { parseId } from "@skyvia-schedules/core";
import { ProviderError } from "../provider-error.ts";

/** The integration of a resource. */
export interface IntegrationId {
  readonly workspaceId: number;
  readonly integrationId: number;
}

/** The id of a resource: `123/456`. */
export function formatIntegrationId({ workspaceId, integrationId }: IntegrationId): string {
  return `${workspaceId}/${integrationId}`;
}

/** Parses the id of a resource. Throws a `ProviderError` if it is not `<workspace>/<integration>`. */
export function parseIntegrationId(text: string): IntegrationId {
  const [workspace = "", integration = "", ...rest] = text.split("/");
  const workspaceId = parseId(workspace);
  const integrationId = parseId(integration);
  if (workspaceId !== null && integrationId !== null && rest.length === 0) return { workspaceId, integrationId };
  throw new ProviderError(
    `${JSON.stringify(text)} is not the id of an IntegrationSchedule`,
    'Write workspace and integration, as in "123/456".',
  );
}
