import type { Verb } from "../verb/context.ts";
import type { ApiFlags } from "../flags/flags.ts";
import { withSession } from "../api/session.ts";

const workspaces: Verb<ApiFlags, [id?: number]> = async (context, flags, id) =>
  withSession(context, flags, async ({ client }) => {
    const data = id === undefined ? await client.listWorkspaces() : await client.getWorkspace(id);
    return { kind: "workspaces", data };
  });

export default workspaces;
