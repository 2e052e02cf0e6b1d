import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../../scripts/engine/engine.ts";
import { placeHosts } from "../../scripts/engine/place-hosts.ts";
import { onceInRun } from "./once-in-run.ts";
import { openStage, type Stage, type StageOptions } from "./stage.ts";

const release = fileURLToPath(new URL("../../packages/plugin/scripts/release.ts", import.meta.url));

/** The folder of a release: the archives, and in `plugin` the executable that is packed in them. */
export function releaseFolder(): Promise<string> {
  return onceInRun("release", (folder) => void execFileSync(process.execPath, [release, folder]));
}

/** A stage whose engine finds the plugin, and runs programs in YAML and Python too. */
export async function openPluginStage(engine: Engine, options: StageOptions = {}): Promise<PluginStage> {
  const hosts = await placeHosts(engine, (line) => void process.stderr.write(`${line}\n`));
  const stage = await openStage(engine, {
    linked: false,
    ...options,
    path: [join(await releaseFolder(), "plugin"), hosts, ...(options.path ?? [])],
  });
  return {
    ...stage,
    yaml: (resources, rest = "") =>
      stage.write("Pulumi.yaml", `name: stage\nruntime: yaml\n${rest}resources:\n${resources}\n`),
  };
}

export interface PluginStage extends Stage {
  /** Makes this the program: the resources of a YAML program, and what else it has. */
  yaml(resources: string, rest?: string): void;
}

/** A resource of a YAML program, in flow style. */
export function resource(name: string, kind: string, properties: object, options: object = {}): string {
  const quoted = JSON.stringify({ type: `skyvia:${kind}`, properties, options });
  return `  ${name}: ${quoted}`;
}
