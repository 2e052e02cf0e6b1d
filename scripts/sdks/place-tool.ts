import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { go } from "../engine/build-engine.ts";
import type { Progress } from "../engine/engine.ts";
import { usualPlaces } from "../engine/place-engine.ts";

/** A program of the Go module in this folder. */
interface Tool {
  readonly name: string;
  /** The folder of its package. */
  readonly from: string;
  /** More names for it: the program's behaviour depends on the name that it is started by. */
  readonly names: readonly string[];
}

/** Generates the SDKs. */
export const generatorTool: Tool = { name: "generate-sdks", from: ".", names: [] };

/** Writes the code for `pulumi import` in languages whose hosts cannot. */
export const programHost: Tool = {
  name: "program-host",
  from: "program-host",
  names: ["pulumi-language-nodejs", "pulumi-language-python"],
};

const sources = fileURLToPath(new URL(".", import.meta.url));

/** The folder that has a tool: a cached one, or a new one. The tool is built again when its sources change. Rejects if Go, which builds it, is missing. */
export async function placeTool(tool: Tool, progress: Progress, cache: string = usualPlaces().cache): Promise<string> {
  const kept = join(cache, `${tool.name}-of-${hashOf(tool)}`);
  if (existsSync(kept)) return kept;
  progress(`building ${tool.name} with Go: about a minute on two cores, once`);
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, `making-${process.pid}-`));
  try {
    await go(sources, ["build", "-trimpath", "-o", join(making, tool.name), `./${tool.from}`], { onStderr: () => {} });
    for (const name of tool.names) symlinkSync(tool.name, join(making, name));
    if (!existsSync(kept)) renameSync(making, kept); // another run may have been first
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return kept;
}

function hashOf({ from }: Tool): string {
  const hash = createHash("sha256");
  for (const name of ["go.mod", "go.sum", join(from, "main.go")])
    hash.update(readFileSync(join(sources, name), "utf8"));
  return hash.digest("hex").slice(0, 12);
}
