import type { Verb } from "../context.ts";
import { endExecution } from "../end-execution.ts";
import type { WorkspaceFlags } from "../flags.ts";
import { withWorkspace } from "../with-workspace.ts";

const kill: Verb<WorkspaceFlags, [id: number]> = async (context, flags, id) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const { outcome } = await endExecution(client, workspaceId, id, "killExecution");
    return outcome;
  });

export default kill;
