import type { SkyviaClient } from "@skyvia-schedules/client";
import type { Outcome } from "../verb/outcome.ts";

/** Ends the active execution of an integration, if there is one. With none active nothing is sent. */
export async function endExecution(
  client: SkyviaClient,
  workspaceId: number,
  integrationId: number,
  end: "cancelExecution" | "killExecution",
): Promise<{ readonly runId: number | null; readonly outcome: Outcome }> {
  const active = await client.getActiveExecution(workspaceId, integrationId);
  if (active === null) return { runId: null, outcome: { data: null, text: () => "No execution is active.\n" } };
  await client[end](workspaceId, integrationId);
  const word = end === "cancelExecution" ? "Canceling" : "Killed";
  return { runId: active.runId, outcome: { data: active, text: () => `${word} execution ${active.runId}.\n` } };
}
