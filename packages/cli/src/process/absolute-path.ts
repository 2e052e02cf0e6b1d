import nodePath, { type PlatformPath } from "node:path";
import type { Io } from "./io.ts";

/** How a system writes paths. Tests take `posix` or `win32` of `node:path`. */
export type PathRules = Pick<PlatformPath, "isAbsolute" | "relative" | "parse" | "sep">;

/** The rules of the system that this runs on. */
export const systemPaths: PathRules = nodePath;

/**
 * A path as the file system needs it: a relative one starts at the run's working directory. The system resolves `..`: after a symbolic link it leads to another
 * folder than the text says.
 */
export function absolutePath(io: Pick<Io, "cwd">, path: string, rules: PathRules = systemPaths): string {
  return rules.isAbsolute(path) ? path : `${io.cwd}/${path}`; // an absolute one needs no working directory
}
