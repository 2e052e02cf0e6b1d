import type { Workspace } from "@skyvia-schedules/client";
import type { Verb } from "../verb/context.ts";
import type { ApiFlags } from "../flags/flags.ts";
import { records } from "../render/records.ts";
import { withSession } from "../api/session.ts";

const workspaces: Verb<ApiFlags, [id?: number]> = async (context, flags, id) =>
  withSession(context, flags, async ({ client }) => {
    if (id === undefined) {
      const data = await client.listWorkspaces();
      return { data, text: () => rows(data) };
    }
    const data = await client.getWorkspace(id);
    return { data, text: () => rows([data]) };
  });

function rows(found: readonly Workspace[]): string {
  return records(
    ["id", "name", ""],
    found.map(({ id, name, isPersonal }) => [id, name, isPersonal === true ? "personal" : ""]),
  );
}

export default workspaces;
