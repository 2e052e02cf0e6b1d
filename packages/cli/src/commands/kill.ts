import type { Verb } from "../verb/context.ts";
import { endExecution } from "../executions/end-execution.ts";
import type { WorkspaceFlags } from "../flags/api-flags.ts";
import { withWorkspace } from "../api/with-workspace.ts";

const kill: Verb<WorkspaceFlags, [id: number]> = async (context, flags, id) =>
  withWorkspace(context, flags, async (client, workspaceId) => endExecution(client, workspaceId, id, "kill"));

export default kill;
