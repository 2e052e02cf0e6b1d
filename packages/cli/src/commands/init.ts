import type { SkyviaClient, Workspace } from "@skyvia-schedules/client";
import { parseId } from "@skyvia-schedules/core/id";
import { alikeNote } from "../api/workspace-argument.ts";
import { withSession } from "../api/session.ts";
import { asksAtTerminal, checkPlaces, type InitFlags } from "../init/init-settings.ts";
import { setUp } from "../init/set-up.ts";
import type { Verb } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";

/** Sets up a repository: YAML of live workspaces, the schema for editors, CI and what git ignores. It sends GET only. */
const init: Verb<InitFlags> = async (context, flags) => {
  const asks = asksAtTerminal(context, flags);
  await checkPlaces(context, flags);
  if (asks) {
    const { askAndSetUp } = await import("../init/wizard.ts");
    return askAndSetUp(context, flags);
  }
  const { dir, ci = "none", pulumi } = flags;
  return withSession(context, flags, async ({ client }) => {
    const workspaces = await chosenWorkspaces(client, flags);
    return setUp(context, client, { dir, ci, pulumi, workspaces });
  });
};

/** The workspaces of `-w` or `--all`, with their names, by id. Throws a `RunError` where one is not found. */
async function chosenWorkspaces(
  client: SkyviaClient,
  { workspace = [], all }: InitFlags,
): Promise<readonly Workspace[]> {
  const live = await client.listWorkspaces();
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

export default init;
