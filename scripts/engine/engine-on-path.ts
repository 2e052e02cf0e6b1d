import { realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { gte } from "semver";
import { engineIn, isExecutable, type Engine } from "./engine.ts";

/** The engine on PATH. Throws with the reason if there is none, if it is older than `least`, or if a part is missing. */
export async function engineOnPath(path: string, least: string): Promise<Engine> {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, "pulumi"))
    .find(isExecutable);
  if (found === undefined) throw new Error("there is no pulumi on PATH");
  const engine = await engineIn(dirname(realpathSync(found))); // PATH may contain only a link to it: its other parts are next to the file itself
  if (!gte(engine.version, least)) throw new Error(`${found} is ${engine.version}, older than ${least}`);
  return engine;
}
