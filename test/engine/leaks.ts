import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { canary, type Stage } from "./stage.ts";

/** Every file below the folder that the engine keeps. Linked files are left out. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

/** The files of state and settings of the engine that contain the token of a stage. */
export function leaksIn({ folder }: Stage): string[] {
  return ["state", "home"]
    .flatMap((part) => filesOf(join(folder, part)))
    .filter((file) => readFileSync(file).includes(canary));
}
