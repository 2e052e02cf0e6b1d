import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createProviders, type Providers } from "./server/create-providers.ts";

/**
 * What the SDK's provider server loads. `require` must be able to load this file for ever, from every version's state:
 * no top-level await, and nothing of `@pulumi/pulumi`.
 */
const providers: Providers = createProviders({
  env: process.env,
  engine: process.argv[2],
  now: Date.now,
  sleep: async (ms) => sleep(ms),
  readFile: (path) => readFileSync(path, "utf8"),
  exit: () => process.exit(1),
});

/** The provider of `IntegrationSchedule`. */
export const provider: Providers["integrationSchedule"] = providers.integrationSchedule;

/** The provider of `WorkspaceSchedules`. */
export const workspaceProvider: Providers["workspaceSchedules"] = providers.workspaceSchedules;
