import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeSchema } from "@skyvia-schedules/plugin/schema";
import type { Progress } from "../engine/engine.ts";
import { linkPackages } from "../engine/link-packages.ts";
import { generatorTool, placeTool } from "./place-tool.ts";

const sources = fileURLToPath(new URL(".", import.meta.url));
const plugin = fileURLToPath(new URL("../../packages/plugin/package.json", import.meta.url));

/**
 * Generates the SDKs of the plugin into a new folder: `nodejs/bin`, `python`, `go` and `dotnet`, each as it is published. Rejects if Go, which builds the
 * generator once, is missing. `downloadFrom`: where the engine finds the archives of the plugin; default: the releases of the project.
 */
export async function generateSdks(folder: string, progress: Progress, downloadFrom?: string): Promise<void> {
  const generator = join(await placeTool(generatorTool, progress), generatorTool.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { version } = JSON.parse(readFileSync(plugin, "utf8")) as { readonly version: string };
  const schema = join(folder, "schema.json");
  writeFileSync(schema, `${JSON.stringify(makeSchema(version, downloadFrom), null, 2)}\n`);
  execFileSync(generator, [schema, folder], { stdio: ["ignore", "inherit", "inherit"] });
  copyFileSync(join(folder, "python/pulumi_skyvia/README.md"), join(folder, "python/README.md"));
  writeFileSync(join(folder, "go/go.mod"), goModule());
  compileNodeSdk(join(folder, "nodejs"));
}

/** The go.mod of the Go SDK. It needs the SDK of Pulumi that the generator writes code for, or a later one. */
function goModule(): string {
  const [, version = ""] = /\tgithub\.com\/pulumi\/pulumi\/sdk\/v3 (\S+)/.exec(read("go.mod")) ?? [];
  return `module github.com/skyvia-schedules/skyvia-schedules/sdk/go

go 1.24

require github.com/pulumi/pulumi/sdk/v3 ${version}
`;
}

function read(name: string): string {
  return readFileSync(join(sources, name), "utf8");
}

/** Compiles the package as it is published: with its manifest in the folder of the code. */
function compileNodeSdk(folder: string): void {
  linkPackages(folder);
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const args = ["-p", folder, "--ignoreDeprecations", "6.0", "--skipLibCheck", "--types", "node", "--typeRoots"];
  const types = dirname(dirname(createRequire(import.meta.url).resolve("@types/node/package.json")));
  execFileSync(process.execPath, [compiler, ...args, types], { stdio: ["ignore", "inherit", "inherit"] });
  rmSync(join(folder, "node_modules"), { recursive: true });
  for (const name of ["package.json", "README.md"]) copyFileSync(join(folder, name), join(folder, "bin", name));
}
