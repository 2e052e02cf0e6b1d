import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../../scripts/engine/engine.ts";
import { placeHosts } from "../../scripts/engine/place-hosts.ts";
import { openStage, type Stage, type StageOptions } from "./stage.ts";

const release = fileURLToPath(new URL("../../packages/plugin/scripts/release.ts", import.meta.url));

let made: string | undefined;

/** The folder of the plugin's executable, as a release has it. It is made once in a process, and removed with it. */
export function pluginFolder(): string {
  return join(releaseFolder(), "plugin");
}

/** The folder of a release: the archives, and the plugin that is packed in them. */
export function releaseFolder(): string {
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), "skyvia-plugin-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  execFileSync(process.execPath, [release, folder]);
  made = folder;
  return made;
}

/** A stage whose engine finds the plugin, and runs programs in YAML and Python too. */
export async function openPluginStage(engine: Engine, options: StageOptions = {}): Promise<PluginStage> {
  const hosts = await placeHosts(engine, (line) => void process.stderr.write(`${line}\n`));
  const stage = await openStage(engine, {
    linked: false,
    ...options,
    path: [pluginFolder(), hosts, ...(options.path ?? [])],
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
