import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

interface Note {
  readonly id: number;
  body: string;
  readonly author: { readonly id: number };
}

/** A local stand-in for the notes of one merge request. */
export interface Gitlab extends AsyncDisposable {
  readonly url: string;
  readonly notes: Note[];
  /** The commits that were deployed successfully, oldest first. */
  readonly deployed: string[];
  /** Every request as `GET /projects/...`. */
  readonly requests: string[];
  /** The status that every write gets instead, or null. */
  refuse: number | null;
}

export const gitlabToken = "glpat_canary-do-not-show";

export async function startGitlab(): Promise<Gitlab> {
  const self = 42;
  const notes: Note[] = [];
  const requests: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://gitlab");
    requests.push(`${request.method} ${pathname}`);
    const [status, value] = answer(
      request.method ?? "",
      pathname,
      searchParams,
      request.headers["private-token"],
      await text(request),
    );
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const gitlab: Gitlab = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    notes,
    deployed: [],
    requests,
    refuse: null,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function answer(
    method: string,
    path: string,
    query: URLSearchParams,
    token: unknown,
    sent: string,
  ): readonly [number, unknown] {
    if (token !== gitlabToken) return [401, { message: "401 Unauthorized" }];
    if (path === "/user") return [200, { id: self }];
    if (method !== "GET" && gitlab.refuse !== null) return [gitlab.refuse, { message: "no" }];
    const [, id] = /^\/projects\/7\/merge_requests\/3\/notes(?:\/(\d+))?$/.exec(path) ?? [];
    if (path === "/projects/7/deployments") {
      const isAsked = query.get("environment") === "skyvia" && query.get("status") === "success";
      return [200, isAsked ? gitlab.deployed.toReversed().map((sha) => ({ sha })) : []];
    }
    if (method === "GET") {
      const from = 100 * (Number(query.get("page")) - 1);
      return [200, notes.toReversed().slice(from, from + 100)];
    }
    const body = (JSON.parse(sent) as { body: string }).body;
    if (method === "POST") {
      notes.push({ id: notes.length + 100, body, author: { id: self } });
      return [201, notes.at(-1)];
    }
    const note = notes.find((one) => one.id === Number(id));
    return note === undefined ? [404, { message: "404 Not found" }] : [200, Object.assign(note, { body })];
  }

  return gitlab;
}
