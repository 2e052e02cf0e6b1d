import type { Comment, GithubApi } from "./github-api.ts";
import { isOurs } from "./marker.ts";

/** The one comment for a pull request and a configuration. */
export interface KeptComment {
  readonly pullRequest: number;
  readonly marker: string;
  /** Without its marker. */
  readonly body: string;
  /** Whether to create a comment if there is none yet. */
  readonly create: boolean;
}

/** Updates the comment, or creates it. If it is deleted during the update, it is created again. */
export async function keepComment(api: GithubApi, { pullRequest, marker, body, create }: KeptComment): Promise<void> {
  const text = `${marker}\n${body}`;
  const found = await findComment(api, pullRequest, marker);
  if (found !== null && (await api.updateComment(found, text))) return;
  if (found !== null || create) await api.createComment(pullRequest, text);
}

async function findComment(api: GithubApi, pullRequest: number, marker: string): Promise<Comment["id"] | null> {
  for await (const comment of api.comments(pullRequest)) if (isOurs(marker, comment)) return comment.id;
  return null;
}
