import type { Verb } from "../verb/context.ts";
import type { ApiFlags, TokenFromFlags } from "../flags/api-flags.ts";
import { withSession } from "../api/session.ts";

const workspaces: Verb<ApiFlags & TokenFromFlags, [id?: number]> = async (context, flags, id) =>
  withSession(context, flags, async ({ client }) => {
    const data = id === undefined ? await client.listWorkspaces() : await client.getWorkspace(id);
    return { kind: "workspaces", data };
  });

export default workspaces;
