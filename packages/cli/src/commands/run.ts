import type { Verb } from "../verb/context.ts";
import type { WorkspaceFlags } from "../flags/flags.ts";
import { fields } from "../render/records.ts";
import { waitForEnd } from "../executions/wait-for-end.ts";
import { withWorkspace } from "../api/with-workspace.ts";

type Flags = WorkspaceFlags & {
  readonly wait: boolean;
};

const run: Verb<Flags, [id: number]> = async (context, flags, id) =>
  withWorkspace(context, flags, async (client, workspaceId) => {
    const started = await client.runIntegration(workspaceId, id);
    if (!flags.wait) return { data: started, text: () => fields(started) };
    context.io.stderr.write(`execution ${started.runId} started, waiting for its end\n`);
    const { runId } = started;
    return waitForEnd(context, client, { workspaceId, integrationId: id, runId }, (ended) => {
      const outcome = { data: ended, text: () => fields(ended) };
      if (ended.state === "Succeeded") return outcome;
      const message = `execution ${runId} of integration ${id} ended as ${ended.state}`;
      return { ...outcome, error: { code: "execution-failed", message, next: "Its log is in Skyvia's web page." } };
    });
  });

export default run;
