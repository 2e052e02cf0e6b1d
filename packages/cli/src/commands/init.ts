import { withSession } from "../api/session.ts";
import { withSlashes } from "../files/written-path.ts";
import { chosenWorkspaces } from "../init/chosen-workspaces.ts";
import { asksAtTerminal, checkPlaces, type InitFlags } from "../init/init-settings.ts";
import { setUp } from "../init/set-up.ts";
import { withTokenInMemory } from "../init/token-in-memory.ts";
import type { Verb } from "../verb/context.ts";

/** Sets up a repository: YAML of live workspaces, the schema for editors, CI and what git ignores. It sends GET only. */
const init: Verb<InitFlags> = async (context, given) => {
  const flags = { ...given, dir: withSlashes(given.dir) };
  const asks = asksAtTerminal(context, flags);
  await checkPlaces(context, flags);
  if (asks) {
    const { askAndSetUp } = await import("../init/wizard.ts");
    return askAndSetUp(context, flags);
  }
  const { ci = "none" } = flags;
  const run = await withTokenInMemory(context, flags);
  return withSession(run.context, run.flags, async ({ client }) => {
    const workspaces = chosenWorkspaces(await client.listWorkspaces(), flags);
    return setUp(run.context, client, { flags: run.flags, ci, workspaces });
  });
};

export default init;
