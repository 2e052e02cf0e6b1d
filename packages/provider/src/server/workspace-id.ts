import { parseId } from "@skyvia-schedules/core";
import { ProviderError } from "../provider-error.ts";

/** The workspace that a resource's id says. Throws a `ProviderError` for a text that says none. */
export function parseWorkspaceId(text: string): number {
  const id = parseId(text);
  if (id !== null) return id;
  throw new ProviderError(
    `${JSON.stringify(text)} is no id of a WorkspaceSchedules`,
    'Write the workspace, as in "123".',
  );
}
