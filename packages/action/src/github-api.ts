import type { components, paths } from "@octokit/openapi-types";
import type { Fetch } from "./fetch-for.ts";
import { githubFailure, waitFor } from "./github-failure.ts";

export type Comment = Pick<components["schemas"]["issue-comment"], "id" | "body" | "user" | "author_association">;
export type Deployment = Pick<components["schemas"]["deployment"], "id" | "sha">;
type DeploymentStatus = Pick<components["schemas"]["deployment-status"], "state">;
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
  /** The oldest hundred, because they usually contain the action's own, then the others from the newest on. */
  comments(issue: number): AsyncGenerator<Comment>;
  createComment(issue: number, body: string): Promise<void>;
  /** false: the comment was deleted. */
  updateComment(id: Comment["id"], body: string): Promise<boolean>;
  /** The open issues, the last changed one first. */
  openIssues(): AsyncGenerator<Issue>;
  createIssue(title: string, body: string): Promise<number>;
  updateIssue(number: number, change: Body<"/repos/{owner}/{repo}/issues/{issue_number}", "patch">): Promise<void>;
  /** The deployments of an environment, newest first. */
  deployments(environment: string): AsyncGenerator<Deployment>;
  /** Whether a deployment was successful at some time; a newer one makes it inactive. */
  wasSuccessful(id: Deployment["id"]): Promise<boolean>;
}

/** The base URL of the API, and the settings of its calls. */
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
const attempts = 3;

export function createGithubApi(settings: GithubSettings): GithubApi {
  const base = `/repos/${settings.repository}`;
  const send = createSender(settings);
  const page = async <T>(path: string, query: string, number: number): Promise<Page<T>> => {
    const { body, last } = await send("GET", `${path}?${query}per_page=${pageSize}&page=${number}`);
    return { items: Array.isArray(body) ? (body as T[]) : [], last };
  };
  async function* list<T>(path: string, query: string, from = 1): AsyncGenerator<T> {
    for (let number = from; ; number++) {
      const { items } = await page<T>(path, query, number);
      yield* items;
      if (items.length < pageSize) return;
    }
  }
  async function* fromBothEnds<T>(path: string): AsyncGenerator<T> {
    const { items, last } = await page<T>(path, "", 1);
    yield* items;
    if (items.length < pageSize) return;
    if (last === null) return yield* list<T>(path, "", 2); // a server that does not report the number of pages
    for (let number = last; number > 1; number--) yield* (await page<T>(path, "", number)).items.toReversed();
  }
  return {
    comments: (issue) => fromBothEnds<Comment>(`${base}/issues/${issue}/comments`),
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
    deployments: (environment) =>
      list<Deployment>(`${base}/deployments`, `environment=${encodeURIComponent(environment)}&`),
    wasSuccessful: async (id) => {
      for await (const { state } of list<DeploymentStatus>(`${base}/deployments/${id}/statuses`, "")) {
        if (state === "success") return true;
      }
      return false;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The number of the last page of a list. null: the answer does not say. */
  readonly last: number | null;
}

type Page<T> = Pick<Answer, "last"> & { readonly items: readonly T[] };

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
  return async (method, path, sent, expected = []) => {
    for (let attempt = 1; ; attempt++) {
      const response = await once(method, path, sent);
      if (response !== null && (response.ok || expected.includes(response.status))) {
        const [, last] = /[?&]page=(\d+)[^>]*>;\s*rel="last"/.exec(response.headers.get("link") ?? "") ?? [];
        const body: unknown = await response.json().catch(() => null);
        return { status: response.status, body, last: last === undefined ? null : Number(last) };
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
