import { parseId } from "@skyvia-schedules/core";
import { ProviderError } from "../provider-error.ts";

/** Parses the id of a resource. Throws a `ProviderError` if it is not the id of a workspace. */
export function parseWorkspaceId(text: string): number {
  const id = parseId(text);
  if (id !== null) return id;
  throw new ProviderError(
    `${JSON.stringify(text)} is not the id of a WorkspaceSchedules`,
    'Write the workspace, as in "123".',
  );
}
