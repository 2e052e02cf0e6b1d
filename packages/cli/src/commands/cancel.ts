import type { Verb } from "../verb/context.ts";
import { endExecution } from "../executions/end-execution.ts";
import type { WorkspaceFlags } from "../flags/flags.ts";
import { fields } from "../render/records.ts";
import { waitForEnd } from "../executions/wait-for-end.ts";
import { withWorkspace } from "../api/with-workspace.ts";

type Flags = WorkspaceFlags & {
  readonly wait: boolean;
};

const cancel: Verb<Flags, [id: number]> = async (context, flags, id) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const { runId, outcome } = await endExecution(client, workspaceId, id, "cancelExecution");
    if (!flags.wait || runId === null) return outcome;
    context.io.stderr.write(`canceling execution ${runId}, waiting for its end\n`);
    return waitForEnd(context, client, { workspaceId, integrationId: id, runId }, (data) => ({
      data,
      text: () => fields(data),
    }));
  });

export default cancel;
