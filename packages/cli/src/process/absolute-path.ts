import { resolve } from "node:path";
import type { Io } from "./io.ts";

/** A path as the file system needs it: a relative one starts at the run's working directory. */
export function absolutePath({ cwd }: Pick<Io, "cwd">, path: string): string {
  return resolve(cwd, path);
}
