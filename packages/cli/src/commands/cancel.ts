import type { Verb } from "../verb/context.ts";
import { endExecution } from "../executions/end-execution.ts";
import type { WorkspaceFlags } from "../flags/api-flags.ts";
import { waitForEnd } from "../executions/wait-for-end.ts";
import { withWorkspace } from "../api/with-workspace.ts";

type Flags = WorkspaceFlags & {
  readonly wait: boolean;
};

const cancel: Verb<Flags, [id: number]> = async (context, flags, id) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const ended = await endExecution(client, workspaceId, id, "cancel");
    if (!flags.wait || ended.data === null) return ended;
    context.io.stderr.write(`canceling execution ${ended.data.runId}, waiting for its end\n`);
    return waitForEnd(context, client, { workspaceId, integrationId: id, last: ended.data }, () => null);
  });

export default cancel;
