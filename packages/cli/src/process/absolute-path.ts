import { isAbsolute } from "node:path";
import type { Io } from "./io.ts";

/**
 * A path as the file system needs it: a relative one starts at the run's working directory. `..` is left to the system,
 * since behind a symbolic link it leads elsewhere than its text says.
 */
export function absolutePath({ cwd }: Pick<Io, "cwd">, path: string): string {
  return isAbsolute(path) ? path : `${cwd}/${path}`;
}
