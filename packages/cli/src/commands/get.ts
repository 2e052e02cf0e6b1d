import type { Verb } from "../verb/context.ts";
import type { WorkspaceFlags } from "../flags/api-flags.ts";
import { withWorkspace } from "../api/with-workspace.ts";

const get: Verb<WorkspaceFlags, [id: number]> = async (context, flags, id) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const [integration, schedule] = await Promise.all([
      client.getIntegration(workspaceId, id),
      client.getSchedule(workspaceId, id),
    ]);
    const data = { ...integration, schedule };
    return { kind: "record", data };
  });

export default get;
