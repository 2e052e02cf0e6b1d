import type { Integration } from "@skyvia-schedules/client";
import type { Verb } from "../verb/context.ts";
import type { WorkspaceFlags } from "../flags/flags.ts";
import { counted } from "../render/counted.ts";
import { records } from "../render/records.ts";
import { withWorkspace } from "../api/with-workspace.ts";

const list: Verb<WorkspaceFlags> = async (context, flags) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const data: Integration[] = [];
    for await (const integration of client.integrations(workspaceId)) data.push(integration);
    return { data, text: () => `${rows(data)}${counted(data.length, "integration")}.\n` };
  });

function rows(found: readonly Integration[]): string {
  return records(
    ["id", "name", "type", "modified", "scheduled"],
    found.map(({ id, name, type, modified, scheduled }) => [
      id,
      name,
      type,
      modified,
      scheduled === null ? "" : String(scheduled),
    ]),
  );
}

export default list;
