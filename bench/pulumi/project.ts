import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../scripts/engine/engine.ts";
import { linkPackages } from "../../scripts/engine/link-packages.ts";
import { projectEnvironment } from "../../scripts/engine/project-environment.ts";

/** A Pulumi project with an empty stack, in a folder of its own. */
export interface Project {
  /** Runs `pulumi` to its end and gives the milliseconds. Throws where it fails: a failed run is no measurement. */
  run(command: string): number;
  close(): void;
}

/** Opens a project whose program finds the packages of this repository. */
export function openProject(
  engine: Engine,
  program: string,
  { url, token }: { readonly url: string; readonly token: string },
): Project {
  const folder = mkdtempSync(join(tmpdir(), "skyvia-bench-"));
  const env = { ...projectEnvironment(engine, folder), SKYVIA_TOKEN: token, SKYVIA_BASE_URL: url };
  const run = (command: string): number => {
    const args = [...command.split(" "), "--non-interactive", "--color=never"];
    const started = performance.now();
    const ended = spawnSync(join(engine.bin, "pulumi"), args, {
      cwd: folder,
      env,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    const ms = performance.now() - started;
    if (ended.status !== 0)
      throw new Error(`pulumi ${command} ended with ${ended.status}:\n${ended.stdout.slice(-2000)}${ended.stderr}`);
    return ms;
  };
  linkPackages(folder);
  const project = { name: "bench", main: "index.js", runtime: { name: "nodejs", options: { typescript: false } } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify(project));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench", private: true, type: "module" }));
  writeFileSync(join(folder, "index.js"), program);
  run("stack init dev");
  return { run, close: () => rmSync(folder, { recursive: true }) };
}
