import type { Workspace } from "@skyvia-schedules/client";
import { parseId } from "@skyvia-schedules/core/id";
import { alikeNote } from "../api/workspace-argument.ts";
import { RunError } from "../verb/run-error.ts";
import type { InitFlags } from "./init-settings.ts";

/** The workspaces of `-w` or `--all`, with their names, by id. Throws a `RunError` if one is not found. */
export function chosenWorkspaces(
  live: readonly Workspace[],
  { workspace = [], all }: Pick<InitFlags, "workspace" | "all">,
): readonly Workspace[] {
  const chosen = all ? live : workspace.map((argument) => workspaceNamed(live, argument));
  return [...new Map(chosen.map((one) => [one.id, one])).values()].toSorted((a, b) => a.id - b.id);
}

function workspaceNamed(live: readonly Workspace[], argument: string): Workspace {
  const id = parseId(argument);
  const found = live.filter((one) => (id === null ? one.name === argument : one.id === id));
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  const message =
    found.length > 1
      ? `${found.length} workspaces are named ${JSON.stringify(argument)}: ${found.map((one) => one.id).join(", ")}`
      : id === null
        ? `no workspace of this token is named ${JSON.stringify(argument)}${alikeNote(argument, live)}`
        : `the token sees no workspace ${id}`;
  throw new RunError(
    "workspace-not-found",
    message,
    "Give the workspace's id; `skyvia-schedules workspaces` lists them.",
  );
}
