import type { components, paths } from "@octokit/openapi-types";
import type { Fetch } from "./fetch-for.ts";
import { githubFailure, waitFor } from "./github-failure.ts";

export type Comment = Pick<components["schemas"]["issue-comment"], "id" | "body" | "user" | "author_association">;
export type Issue = Pick<
  components["schemas"]["issue"],
  "number" | "body" | "user" | "author_association" | "pull_request"
>;

type Body<Path extends keyof paths, Verb extends keyof paths[Path]> = paths[Path][Verb] extends {
  requestBody?: { content: { "application/json": infer T } };
}
  ? T
  : never;

/** The few calls of GitHub's API that the action makes. Each rejects with an `ActionError`. */
export interface GithubApi {
  comments(issue: number): AsyncGenerator<Comment>;
  createComment(issue: number, body: string): Promise<void>;
  /** false: there is no such comment any more. */
  updateComment(id: Comment["id"], body: string): Promise<boolean>;
  /** Open ones, those changed last first. */
  openIssues(): AsyncGenerator<Issue>;
  createIssue(title: string, body: string): Promise<number>;
  updateIssue(number: number, change: Body<"/repos/{owner}/{repo}/issues/{issue_number}", "patch">): Promise<void>;
}

/** Where the API is, and what it needs to know. */
export interface GithubSettings {
  /** Without a slash at its end. */
  readonly url: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  readonly fetch: Fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const pageSize = 100;
/** Beyond them nobody looks for a comment or an issue of ours: it would have been among the newest. */
const maxPages = 10;
const attempts = 3;

export function createGithubApi(settings: GithubSettings): GithubApi {
  const base = `/repos/${settings.repository}`;
  const send = createSender(settings);
  async function* list<T>(path: string, query: string): AsyncGenerator<T> {
    for (let page = 1; page <= maxPages; page++) {
      const { body } = await send("GET", `${path}?${query}per_page=${pageSize}&page=${page}`);
      const items = Array.isArray(body) ? (body as T[]) : [];
      yield* items;
      if (items.length < pageSize) return;
    }
  }
  return {
    comments: (issue) => list<Comment>(`${base}/issues/${issue}/comments`, ""),
    createComment: async (issue, body) => {
      type Sent = Body<"/repos/{owner}/{repo}/issues/{issue_number}/comments", "post">;
      await send("POST", `${base}/issues/${issue}/comments`, { body } satisfies Sent);
    },
    updateComment: async (id, body) => {
      type Sent = Body<"/repos/{owner}/{repo}/issues/comments/{comment_id}", "patch">;
      const { status } = await send("PATCH", `${base}/issues/comments/${id}`, { body } satisfies Sent, [404, 410]);
      return status < 400;
    },
    openIssues: () => list<Issue>(`${base}/issues`, "state=open&sort=updated&direction=desc&"),
    createIssue: async (title, body) => {
      type Sent = Body<"/repos/{owner}/{repo}/issues", "post">;
      const answer = await send("POST", `${base}/issues`, { title, body } satisfies Sent);
      return (answer.body as Issue).number;
    },
    updateIssue: async (number, change) => {
      await send("PATCH", `${base}/issues/${number}`, change);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Method = "GET" | "POST" | "PATCH";
type Send = (method: Method, path: string, body?: object, expected?: readonly number[]) => Promise<Answer>;

function createSender(settings: GithubSettings): Send {
  const { url, token, now, sleep } = settings;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "user-agent": "skyvia-schedules-action",
    "x-github-api-version": "2022-11-28",
  };
  return async (method, path, body, expected = []) => {
    for (let attempt = 1; ; attempt++) {
      const response = await once(method, path, body);
      if (response !== null && (response.ok || expected.includes(response.status))) {
        return { status: response.status, body: await response.json().catch(() => null) };
      }
      const wait = attempt < attempts ? waitFor(method, response, attempt, now()) : null;
      if (wait === null) throw await githubFailure(method, path, response, now());
      await sleep(wait);
    }
  };

  async function once(method: Method, path: string, body: object | undefined): Promise<Response | null> {
    const given = body === undefined ? {} : { body: JSON.stringify(body) };
    const signal = AbortSignal.timeout(30_000);
    return settings.fetch(`${url}${path}`, { method, headers, signal, ...given }).catch(() => null);
  }
}
