import { isAbsolute, relative, resolve } from "node:path";
import type { Source } from "@skyvia-schedules/core";
import type { Outcome } from "../verb/outcome.ts";

/** The outcome with places as the runner knows them: from the top of the repository, wherever the run was started. */
export function fromWorkspace(outcome: Outcome, workspace: string | undefined): Outcome {
  if (workspace === undefined || workspace === "") return outcome;
  const moved = <T extends { readonly source: Source | null }>(found: T): T =>
    found.source === null
      ? found
      : { ...found, source: { ...found.source, file: inside(workspace, found.source.file) } };
  const { changes, problems } = outcome;
  return {
    ...outcome,
    ...(changes === undefined ? {} : { changes: changes.map(moved) }),
    ...(problems === undefined ? {} : { problems: problems.map(moved) }),
  };
}

function inside(workspace: string, file: string): string {
  const path = relative(workspace, resolve(file));
  return path.startsWith("..") || isAbsolute(path) ? file : path;
}
