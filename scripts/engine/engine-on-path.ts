import { realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { gte } from "semver";
import { engineIn, isExecutable, type Engine } from "./engine.ts";

/** The engine that PATH names. Throws, saying why, where there is none, an older one than `least`, or not all of one. */
export async function engineOnPath(path: string, least: string): Promise<Engine> {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, "pulumi"))
    .find(isExecutable);
  if (found === undefined) throw new Error("there is no pulumi on PATH");
  const engine = await engineIn(dirname(realpathSync(found))); // PATH may have only a link to it: its other parts are beside the file itself
  if (!gte(engine.version, least)) throw new Error(`${found} is ${engine.version}, older than ${least}`);
  return engine;
}
