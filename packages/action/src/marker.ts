import { createHash } from "node:crypto";
import type { Comment } from "./github-api.ts";
import type { Inputs } from "./inputs.ts";

/** The first line of what the action keeps current: one text per config, whatever the verb. It does not show. */
export function markerOf({ files, workspaces, baseUrl }: Inputs): string {
  const key = createHash("sha256")
    .update(JSON.stringify([files, workspaces, baseUrl]))
    .digest("hex")
    .slice(0, 16);
  return `<!-- skyvia-schedules:${key} -->`;
}

/**
 * Whether a text is ours to change: it begins with the marker, and was written by a bot or by somebody who may write to
 * the repository. Anybody could write the marker, and could edit a comment of theirs after us.
 */
export function isOurs(
  marker: string,
  found: Pick<Comment, "user" | "author_association"> & { body?: string | null },
): boolean {
  const { body, user, author_association: association } = found;
  const trusted = user?.type === "Bot" || ["OWNER", "MEMBER", "COLLABORATOR"].includes(association ?? "");
  return trusted && (body ?? "").startsWith(`${marker}\n`);
}
