import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Engine } from "./engine.ts";

/**
 * The environment for an engine that writes only into a folder and makes no requests of its own: no login, no
 * update check, no plugin to download. The Node.js that runs this runs the programs, and keeps what it has compiled where
 * NODE_COMPILE_CACHE says, if that is set.
 */
export function projectEnvironment({ bin }: Engine, folder: string): Record<string, string> {
  const backend = join(folder, "state");
  mkdirSync(backend, { recursive: true });
  const compiled = process.env["NODE_COMPILE_CACHE"];
  return {
    ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
    PATH: [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE: "kept in a folder that is thrown away",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
