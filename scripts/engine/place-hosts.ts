import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildTool } from "./build-engine.ts";
import { isExecutable, type Engine, type Progress } from "./engine.ts";
import { usualPlaces } from "./place-engine.ts";
import { pythonHost, yamlHost } from "./versions.ts";

/** The hosts that run programs in YAML and Python. */
const hosts = ["pulumi-language-yaml", "pulumi-language-python", "pulumi-language-python-exec"] as const;

/**
 * The folder that has the hosts of programs in YAML and Python: that of the engine, a cached one, or a new one that is built with Go in a minute or two.
 * Rejects with the reason if there is no way to get one.
 */
export async function placeHosts(
  engine: Engine,
  progress: Progress,
  cache: string = usualPlaces().cache,
): Promise<string> {
  const kept = join(cache, `hosts-python-${pythonHost.version}-yaml-${yamlHost.version}`);
  for (const folder of [engine.bin, kept]) if (isComplete(folder)) return folder;
  progress("building the hosts of programs in YAML and Python: about two minutes on two cores, once");
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, `making-${process.pid}-`));
  try {
    await buildTool(pythonHost, making, progress);
    await buildTool(yamlHost, making, progress);
    copyFileSync(executor(), join(making, hosts[2]));
    chmodSync(join(making, hosts[2]), 0o755);
    if (!existsSync(kept)) renameSync(making, kept); // another run may have been first
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  if (!isComplete(kept)) throw new Error(`${kept} has not all hosts: remove this folder and run again`);
  return kept;
}

function isComplete(folder: string): boolean {
  return hosts.every((host) => isExecutable(join(folder, host)));
}

/** The script, next to the sources of the Python host, that runs a program. */
function executor(): string {
  const args = ["list", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"];
  const { stdout, stderr, status } = spawnSync("go", args, { cwd: pythonHost.folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`the sources of the Python host were not found: ${stderr}`);
  return join(stdout.trim(), "python/cmd", hosts[2]);
}
