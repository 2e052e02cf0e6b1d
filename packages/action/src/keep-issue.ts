import type { GithubApi } from "./github-api.ts";
import { isOurs } from "./marker.ts";

/** The one issue that is open while there is drift. */
export interface KeptIssue {
  readonly title: string;
  readonly marker: string;
  /** Without its marker. */
  readonly body: string;
  /** Whether there is something to report. If not, an open issue is closed. */
  readonly open: boolean;
}

/** Opens, updates or closes the issue. */
export async function keepIssue(api: GithubApi, { title, marker, body, open }: KeptIssue): Promise<void> {
  const text = `${marker}\n${body}`;
  const found = await findIssue(api, marker);
  if (found === null) {
    if (open) await api.createIssue(title, text);
    return;
  }
  await api.updateIssue(
    found,
    open ? { title, body: text } : { body: text, state: "closed", state_reason: "completed" },
  );
}

async function findIssue(api: GithubApi, marker: string): Promise<number | null> {
  for await (const issue of api.openIssues()) {
    if (issue.pull_request === undefined && isOurs(marker, issue)) return issue.number;
  }
  return null;
}
