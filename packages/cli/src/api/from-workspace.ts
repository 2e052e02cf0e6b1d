import { isAbsolute, relative } from "node:path";
import type { Source } from "@skyvia-schedules/core";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import type { Outcome } from "../verb/outcome.ts";

/** The outcome with places as the runner knows them: from the top of the repository, wherever the run was started. */
export function fromWorkspace(io: Pick<Io, "env" | "cwd">, outcome: Outcome): Outcome {
  const workspace = io.env["GITHUB_WORKSPACE"];
  if (workspace === undefined || workspace === "") return outcome;
  const moved = <T extends { readonly source: Source | null }>(found: T): T =>
    found.source === null
      ? found
      : { ...found, source: { ...found.source, file: inside(workspace, found.source.file, io) } };
  const { changes, problems } = outcome;
  return {
    ...outcome,
    ...(changes === undefined ? {} : { changes: changes.map(moved) }),
    ...(problems === undefined ? {} : { problems: problems.map(moved) }),
  };
}

function inside(workspace: string, file: string, io: Pick<Io, "cwd">): string {
  const path = relative(workspace, absolutePath(io, file));
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}
