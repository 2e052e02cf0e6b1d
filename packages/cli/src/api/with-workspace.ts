import type { SkyviaClient } from "@skyvia-schedules/client";
import type { Context } from "../verb/context.ts";
import type { WorkspaceFlags } from "../flags/api-flags.ts";
import type { Outcome } from "../verb/outcome.ts";
import { withSession } from "./session.ts";
import { findWorkspace } from "./workspace-argument.ts";

/** Runs a verb that works on one workspace, named by `-w`. */
export async function withWorkspace(
  context: Context,
  flags: WorkspaceFlags,
  work: (client: SkyviaClient, workspaceId: number) => Promise<Outcome>,
): Promise<Outcome> {
  return withSession(context, flags, async ({ client }) =>
    work(client, (await findWorkspace(client, flags.workspace)).id),
  );
}
