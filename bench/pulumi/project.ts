import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Engine } from "../../scripts/engine/engine.ts";
import { linkPackages } from "../../scripts/engine/link-packages.ts";
import { projectEnvironment } from "../../scripts/engine/project-environment.ts";

/** A Pulumi project with an empty stack, in a folder of its own. */
export interface Project {
  /** Runs `pulumi` to its end. Throws if it fails: a failed run is not a measurement. */
  run(command: string): Promise<Times>;
  /** How large the state file is. */
  stateBytes(): number;
  close(): void;
}

/** The time of a run, in milliseconds. */
export interface Times {
  /** Of wall clock. */
  readonly ms: number;
  /** The processor time of all processes of the run. A busy machine changes it less. NaN if it is not known. */
  readonly cpuMs: number;
}

/** The plugin as a release has it. */
export interface Plugin {
  /** The folder of its executable. */
  readonly folder: string;
  /** The folder of its SDK for Node.js. */
  readonly sdk: string;
}

/** Opens a project with an empty stack, whose program finds the packages of this repository and the SDK of the plugin. */
export async function openProject(
  engine: Engine,
  program: string,
  plugin: Plugin,
  { url, token }: { readonly url: string; readonly token: string },
): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), "skyvia-bench-"));
  const project = projectEnvironment(engine, folder);
  const path = [plugin.folder, project["PATH"]].join(delimiter);
  const env = { ...project, PATH: path, SKYVIA_TOKEN: token, SKYVIA_BASE_URL: url };
  const run = async (command: string): Promise<Times> => {
    const args = [...command.split(" "), "--non-interactive", "--color=never"];
    const [started, usedBefore] = [performance.now(), cpuOfChildren()];
    const child = spawn(join(engine.bin, "pulumi"), args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const [status] = (await once(child, "close")) as [number | null];
    const times = { ms: performance.now() - started, cpuMs: cpuOfChildren() - usedBefore };
    if (status !== 0) throw new Error(`pulumi ${command} ended with ${status}:\n${output.slice(-2000)}`);
    return times;
  };
  linkPackages(folder);
  cpSync(plugin.sdk, join(folder, "node_modules/@skyvia-schedules/pulumi-skyvia"), { recursive: true });
  const settings = { name: "bench", main: "index.js", runtime: { name: "nodejs", options: { typescript: false } } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(settings));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench", private: true, type: "module" }));
  writeFileSync(join(folder, "index.js"), program);
  await run("stack init dev");
  const state = join(folder, "state/.pulumi/stacks/bench/dev.json");
  return {
    run,
    stateBytes: () => statSync(state).size,
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** The processor time of all children that have ended, in ms. NaN if there is no `/proc`. */
function cpuOfChildren(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[13]) + Number(fields[14])) * 10; // cutime and cstime, in ticks of 10 ms
  } catch {
    return Number.NaN;
  }
}
