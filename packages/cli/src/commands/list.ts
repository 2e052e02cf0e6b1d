import type { Integration } from "@skyvia-schedules/client";
import type { Verb } from "../verb/context.ts";
import type { WorkspaceFlags } from "../flags/api-flags.ts";
import { withWorkspace } from "../api/with-workspace.ts";

const list: Verb<WorkspaceFlags> = async (context, flags) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const data: Integration[] = [];
    for await (const integration of client.integrations(workspaceId)) data.push(integration);
    return { kind: "integrations", data };
  });

export default list;
