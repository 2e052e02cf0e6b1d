import type { SkyviaClient } from "@skyvia-schedules/client";
import type { EndedOutcome } from "../verb/outcome.ts";

/** Ends the active execution of an integration, if there is one. With none active it sends nothing. */
export async function endExecution(
  client: SkyviaClient,
  workspaceId: number,
  integrationId: number,
  by: "cancel" | "kill",
): Promise<EndedOutcome> {
  const data = await client.getActiveExecution(workspaceId, integrationId);
  if (data !== null) {
    await client[by === "cancel" ? "cancelExecution" : "killExecution"](workspaceId, integrationId);
  }
  return { kind: "ended", by, data };
}
