import { createSession } from "./session.ts";
import type { DynamicProvider } from "./dynamic-provider.ts";
import type { Host } from "./host.ts";
import { createIntegrationProvider } from "./integration-provider.ts";
import { watchEngine } from "./watch-engine.ts";
import { createWorkspaceProvider } from "./workspace-provider.ts";

/** The provider objects of one process. What they remember they share. */
export interface Providers {
  readonly integrationSchedule: DynamicProvider;
  readonly workspaceSchedules: DynamicProvider;
}

/** Providers that have done nothing yet; once configured, the process ends with its engine. */
export function createProviders(host: Host): Providers {
  const session = createSession(host);
  let watched = false;
  const configure: DynamicProvider["configure"] = async ({ config }) => {
    session.configure(config);
    if (!watched) watchEngine(host.engine, host.exit);
    watched = true;
  };
  return {
    integrationSchedule: { configure, ...createIntegrationProvider(session) },
    workspaceSchedules: { configure, ...createWorkspaceProvider(session) },
  };
}
