import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { MakeEngine, Progress } from "./engine.ts";
import { nodejsHost, pulumi, type ToolModule } from "./versions.ts";

const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off" };

/** Builds the engine with Go, only from the two modules here and from modules that their sums name. */
export const buildEngine: MakeEngine = async (bin, progress) => {
  const { status, stdout } = spawnSync("go", ["version"], { encoding: "utf8" });
  if (status !== 0) throw new Error("there is no Go on PATH");
  progress(`building Pulumi ${pulumi.version} with ${stdout.trim()}: about four minutes on two cores, once`);
  await buildTool(nodejsHost, bin, progress);
  await buildTool(pulumi, bin, progress);
  const starter = "pulumi-resource-pulumi-nodejs"; // a script of the SDK
  const sdk = dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
  copyFileSync(join(sdk, starter), join(bin, starter));
  chmodSync(join(bin, starter), 0o755);
};

/** Builds the tool of a module into a folder. Rejects with the last lines that Go printed if that fails. */
export async function buildTool({ folder, tool, version }: ToolModule, bin: string, progress: Progress): Promise<void> {
  const name = tool.slice(tool.lastIndexOf("/") + 1);
  let downloads = 0;
  let packages = 0;
  await go(folder, ["list", "-deps", tool], {
    onStderr: () => every(50, ++downloads, () => progress(`${name}: ${downloads} modules downloaded`)),
    onStdout: () => packages++,
  });
  let compiled = 0;
  const flags = ["-trimpath", "-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w -X ${versionVariable}=v${version}`];
  await go(folder, ["build", "-v", ...flags, "-o", `${bin}/`, tool], {
    onStderr: () => every(100, ++compiled, () => progress(`${name}: ${compiled} of ${packages} packages compiled`)),
  });
  progress(`${name} ${version} is built`);
}

function every(step: number, count: number, report: () => void): void {
  if (count % step === 0) report();
}

interface Lines {
  readonly onStdout?: (line: string) => void;
  readonly onStderr: (line: string) => void;
}

/** Runs Go in a module to its end. Throws with the last lines that it printed if it fails. */
export async function go(folder: string, args: readonly string[], { onStdout, onStderr }: Lines): Promise<void> {
  const child = spawn("go", args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const last: string[] = [];
  createInterface(child.stdout).on("line", (line) => onStdout?.(line));
  createInterface(child.stderr).on("line", (line) => {
    last.push(line);
    if (last.length > 10) last.shift();
    onStderr(line);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0) throw new Error(`go ${args[0]} failed in ${folder}:\n${last.join("\n")}`);
}
