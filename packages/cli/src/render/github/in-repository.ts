import type { Source } from "@skyvia-schedules/core";
import { withSlashes } from "../../files/written-path.ts";
import { absolutePath, systemPaths, type PathRules } from "../../process/absolute-path.ts";
import type { Io } from "../../process/io.ts";

/** A place as the runner needs it: relative to the top of the repository, wherever the run was started. */
export function inRepository(
  { env, cwd }: Pick<Io, "env" | "cwd">,
  rules: PathRules = systemPaths,
): (source: Source) => Source {
  const workspace = env["GITHUB_WORKSPACE"];
  if (workspace === undefined || workspace === "") return (source) => source;
  return (source) => {
    const absolute = (path: string): string => absolutePath({ cwd }, path, rules);
    const path = rules.relative(absolute(workspace), absolute(source.file));
    const isOutside = path.startsWith("..") || rules.isAbsolute(path);
    return isOutside ? source : { ...source, file: withSlashes(path, rules) };
  };
}
