import { isAbsolute, relative } from "node:path";
import type { Source } from "@skyvia-schedules/core";
import { absolutePath } from "../../process/absolute-path.ts";
import type { Io } from "../../process/io.ts";

/** A place as the runner knows it: from the top of the repository, wherever the run was started. */
export function inRepository({ env, cwd }: Pick<Io, "env" | "cwd">): (source: Source) => Source {
  const workspace = env["GITHUB_WORKSPACE"];
  if (workspace === undefined || workspace === "") return (source) => source;
  return (source) => {
    const path = relative(absolutePath({ cwd }, workspace), absolutePath({ cwd }, source.file));
    return path.startsWith("..") || isAbsolute(path) ? source : { ...source, file: path };
  };
}
