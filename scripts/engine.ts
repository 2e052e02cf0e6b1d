import { join } from "node:path";
import { placeEngine } from "./engine/place-engine.ts";
import { placeHosts } from "./engine/place-hosts.ts";
import { generatorTool, placeTool, programHost } from "./sdks/place-tool.ts";

/** Puts a working Pulumi engine in place, with the hosts of programs in YAML and Python and the generator of the SDKs, and prints the path of the engine. */
const progress = (line: string): void => void process.stderr.write(`${line}\n`);
try {
  const engine = await placeEngine(progress);
  await placeHosts(engine, progress);
  for (const tool of [generatorTool, programHost]) await placeTool(tool, progress);
  process.stdout.write(`${join(engine.bin, "pulumi")}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
