import type { CallSettings, Integration, SkyviaClient } from "@skyvia-schedules/client";
import { compileGlob, lookAlikeOf, problem, type Problem } from "@skyvia-schedules/core";
import { ProviderError } from "../provider-error.ts";

/** The integrations to read: all of the workspace that match the filters. */
export interface GetIntegrationsArgs {
  /** The id of the workspace. */
  readonly workspaceId: number;
  /** A glob over names, as `stg-*`. */
  readonly name?: string | undefined;
  /** The type as the API names it: `import`, `export`, `dataflow`, ... */
  readonly type?: string | undefined;
}

/** The integration to read: by id, by its exact name, or by id with that name asserted. */
export interface GetIntegrationArgs {
  /** The id of the workspace. */
  readonly workspaceId: number;
  /** The id of the integration. */
  readonly integrationId?: number | undefined;
  /** Its exact name. Together with `integrationId`, the integration must have this name. */
  readonly name?: string | undefined;
}

/** The integrations of a workspace. Scope: Integration / Read. */
export async function listIntegrations(
  client: SkyviaClient,
  { workspaceId, name, type }: GetIntegrationsArgs,
  settings: CallSettings,
): Promise<readonly Integration[]> {
  const fits = name === undefined ? null : compileGlob(name);
  const found: Integration[] = [];
  for await (const integration of client.integrations(workspaceId, settings)) {
    const isNamed = fits === null || (integration.name !== null && fits(integration.name));
    if (isNamed && (type === undefined || integration.type === type)) found.push(integration);
  }
  return found;
}

/** One integration. Rejects with a `ProviderError` if no integration, or more than one, has the name. Scope: Integration / Read. */
export async function findIntegration(
  client: SkyviaClient,
  args: GetIntegrationArgs,
  settings: CallSettings,
): Promise<Integration> {
  const { workspaceId, integrationId, name } = args;
  if (integrationId !== undefined) {
    const integration = await client.getIntegration(workspaceId, integrationId, settings);
    if (name === undefined || integration.name === name) return integration;
    throw asError(problem("name-differs", null, { id: integrationId, desired: name, live: integration.name }));
  }
  if (name === undefined) throw new ProviderError("getIntegration needs an integrationId or a name");
  return findByName(client, workspaceId, name, settings);
}

async function findByName(
  client: SkyviaClient,
  workspaceId: number,
  name: string,
  settings: CallSettings,
): Promise<Integration> {
  const all: Integration[] = [];
  for await (const integration of client.integrations(workspaceId, settings)) all.push(integration);
  const found = all.filter((integration) => integration.name === name);
  const [only, ...others] = found;
  if (only === undefined) {
    const alike = lookAlikeOf(name, all, (integration) => integration.name);
    throw asError(problem("name-not-found", null, { name, workspaceId, alike }));
  }
  if (others.length === 0) return only;
  throw asError(problem("name-ambiguous", null, { name, ids: found.map(({ id }) => id), workspaceId }));
}

function asError({ message, next }: Problem): ProviderError {
  return new ProviderError(message, next);
}
