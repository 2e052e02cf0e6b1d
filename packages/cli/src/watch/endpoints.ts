import { createServer, type ServerResponse } from "node:http";
import { systemReason } from "@skyvia-schedules/core";
import { RunError } from "../verb/run-error.ts";
import type { Metrics } from "./metrics.ts";

/** Where the endpoints are served. */
export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** What the endpoints answer. */
export interface EndpointState {
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  /** Why `/readyz` answers 503. null: it answers 200. */
  readonly notReady: () => string | null;
}

/** The running endpoints. Disposing stops them. */
export interface Endpoints extends AsyncDisposable {
  readonly url: string;
}

/** Serves `/healthz`, `/readyz` and `/metrics`. Throws a `RunError` if the address cannot be used. */
export async function serveEndpoints(address: ListenAddress, state: EndpointState): Promise<Endpoints> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD")
      return answer(response, 405, "method not allowed: use GET or HEAD\n");
    const [path] = (request.url ?? "").split("?");
    void respond(path ?? "", response, state);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(unavailable(address, systemReason(error))));
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : address.port;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return {
    url: `http://${host}:${port}`,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(path: string, response: ServerResponse, { metrics, notReady }: EndpointState): Promise<void> {
  switch (path) {
    case "/healthz":
      return answer(response, 200, "ok\n");
    case "/readyz": {
      const reason = notReady();
      return reason === null ? answer(response, 200, "ready\n") : answer(response, 503, `not ready: ${reason}\n`);
    }
    case "/metrics":
      return answer(response, 200, await metrics.text(), metrics.contentType);
    default:
      return answer(response, 404, "not found: the paths are /healthz, /readyz and /metrics\n");
  }
}

function answer(response: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) }).end(text);
}

function unavailable({ host, port }: ListenAddress, reason: string): RunError {
  const why = reason === "EADDRINUSE" ? "another program uses it" : reason;
  return new RunError(
    "listen-failed",
    `the address ${host}:${port} of --listen cannot be used (${why})`,
    "Choose another one, such as --listen 127.0.0.1:0 for any free port.",
  );
}
