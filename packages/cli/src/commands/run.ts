import type { ErrorRecord } from "@skyvia-schedules/core";
import type { Verb } from "../verb/context.ts";
import type { WorkspaceFlags } from "../flags/api-flags.ts";
import { waitForEnd } from "../executions/wait-for-end.ts";
import { withWorkspace } from "../api/with-workspace.ts";

type Flags = WorkspaceFlags & {
  readonly wait: boolean;
};

const run: Verb<Flags, [id: number]> = async (context, flags, id) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const started = await client.runIntegration(workspaceId, id);
    if (!flags.wait) return { kind: "started", data: started, error: null, lostSight: false };
    context.io.stderr.write(`execution ${started.runId} started, waiting for its end\n`);
    return waitForEnd(context, client, { workspaceId, integrationId: id, last: started }, ({ runId, state }) =>
      state === "Succeeded" ? null : failed(id, runId, state),
    );
  });

function failed(id: number, runId: number, state: string): ErrorRecord {
  const message = `execution ${runId} of integration ${id} ended as ${state}`;
  return { code: "execution-failed", message, next: "Its log is in Skyvia's web page." };
}

export default run;
