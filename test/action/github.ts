import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { components, operations } from "@octokit/openapi-types";

type Comment = components["schemas"]["issue-comment"];
type Issue = components["schemas"]["issue"];
type Association = components["schemas"]["author-association"];

/** The part of a comment or an issue that the action looks at; the types are those of GitHub's own description. */
export type KeptComment = Pick<Comment, "id" | "body" | "author_association"> & { user: Pick<User, "login" | "type"> };
export type KeptIssue = Pick<Issue, "number" | "title" | "body" | "state" | "author_association"> & {
  user: Pick<User, "login" | "type">;
  pull_request?: Pick<NonNullable<Issue["pull_request"]>, "url">;
};
type User = components["schemas"]["simple-user"];

/** An answer that replaces the usual one. */
export interface Failure {
  /** Such as `PATCH /repos/acme/data/issues/comments/`: what the request begins with. */
  readonly on: string;
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often. Default: always. */
  readonly times?: number;
  /** Happens before the answer. */
  readonly first?: () => void;
}

/** A local server with the few endpoints of GitHub's REST API that the action calls. */
export interface Github extends AsyncDisposable {
  readonly url: string;
  /** By the number of their pull request. */
  readonly comments: Map<number, KeptComment[]>;
  readonly issues: KeptIssue[];
  /** Oldest first, with their states, newest first. */
  readonly deployments: { readonly environment: string; readonly sha: string; readonly states: readonly string[] }[];
  /** Every request as `GET /repos/...`, with its query. */
  readonly requests: string[];
  /** The values of the `Authorization` headers that came. */
  readonly authorizations: Set<string>;
  fail(failure: Failure): void;
}

export const bot = { login: "github-actions[bot]", type: "Bot" } as const;
export const repository = "acme/data";
const base = `/repos/${repository}`;

export async function startGithub(): Promise<Github> {
  const failures: (Failure & { left: number })[] = [];
  const github = {
    comments: new Map<number, KeptComment[]>(),
    issues: [] as KeptIssue[],
    deployments: [] as Github["deployments"],
    requests: [] as string[],
    authorizations: new Set<string>(),
    fail: (failure: Failure) => failures.push({ ...failure, left: failure.times ?? Infinity }),
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const line = `${request.method} ${request.url}`;
    const body: unknown = JSON.parse((await text(request)) || "null");
    github.requests.push(line);
    github.authorizations.add(request.headers.authorization ?? "");
    const failure = failures.find(({ on, left }) => line.startsWith(on) && left > 0);
    if (failure !== undefined) {
      failure.left--;
      failure.first?.();
      return send(
        response,
        failure.status,
        { message: failure.message ?? "no", documentation_url: "", status: "" },
        failure.headers,
      );
    }
    const asked = new URL(request.url ?? "", "http://github");
    const [status, value, headers = {}] = carryOut(github, request.method ?? "", asked, body);
    return send(response, status, value, headers);
  }

  return {
    ...github,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers })
    .end(JSON.stringify(value));
}

const notFound = [
  404,
  { message: "Not Found", documentation_url: "", status: "404" } satisfies components["schemas"]["basic-error"],
] as const;

/** GitHub refuses longer ones with 422. */
const longestBody = 65_536;
let lastId = 1000;

function carryOut(
  { comments, issues, deployments }: Pick<Github, "comments" | "issues" | "deployments">,
  method: string,
  { pathname, searchParams }: URL,
  sent: unknown,
): readonly [number, unknown, Readonly<Record<string, string>>?] {
  const [, statuses] = /\/deployments\/(\d+)\/statuses$/.exec(pathname) ?? [];
  if (statuses !== undefined) return [200, deployments[Number(statuses)]?.states.map((state) => ({ state }))];
  if (pathname === `${base}/deployments`) {
    const all = deployments.map(({ environment, sha }, id) => ({ id, sha, environment }));
    return [200, all.filter((one) => one.environment === searchParams.get("environment")).toReversed()];
  }
  if (!pathname.startsWith(`${base}/issues`)) return notFound;
  const rest = pathname.slice(`${base}/issues`.length);
  const page = <T>(items: readonly T[]): readonly T[] => {
    const size = Number(searchParams.get("per_page") ?? 30);
    const from = (Number(searchParams.get("page") ?? 1) - 1) * size;
    return items.slice(from, from + size);
  };
  const body = (sent as { body?: string } | null)?.body ?? "";
  if (body.length > longestBody)
    return [422, { message: "Validation Failed: body is too long (maximum is 65536 characters)" }];

  const [, commented] = /^\/(\d+)\/comments$/.exec(rest) ?? [];
  if (commented !== undefined) {
    const list = comments.get(Number(commented));
    if (list === undefined) return notFound;
    if (method === "GET") {
      const last = Math.ceil(list.length / Number(searchParams.get("per_page") ?? 30));
      const url = `<https://api.github.com/repositories/1${pathname}?per_page=100&page=${last}>; rel="last"`;
      return [200, page(list), last > 1 ? { link: `<https://x/?page=2>; rel="next", ${url}` } : {}];
    }
    const created = { id: ++lastId, body, user: bot, author_association: "NONE" as Association };
    list.push(created);
    return [201, created];
  }
  const [, edited] = /^\/comments\/(\d+)$/.exec(rest) ?? [];
  if (edited !== undefined) {
    const found = [...comments.values()].flat().find(({ id }) => id === Number(edited));
    if (found === undefined) return notFound;
    return [200, Object.assign(found, { body })];
  }
  if (rest === "" && method === "GET") {
    const open = issues.filter(({ state }) => state === (searchParams.get("state") ?? "open"));
    return [200, page(open.toReversed())];
  }
  if (rest === "" && method === "POST") {
    type Create = operations["issues/create"]["requestBody"]["content"]["application/json"];
    const { title } = sent as Create;
    const created: KeptIssue = {
      number: ++lastId,
      title: String(title),
      body,
      state: "open",
      user: bot,
      author_association: "NONE",
    };
    issues.push(created);
    return [201, created];
  }
  const found = issues.find(({ number }) => rest === `/${number}`);
  if (found === undefined || method !== "PATCH") return notFound;
  return [200, Object.assign(found, sent)];
}
