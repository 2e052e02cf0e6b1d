import type { FastifyReply, FastifyRequest } from "fastify";
import { envelope } from "../world/api-failure.ts";

const loopback = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Refuses requests that a foreign web page could send to the control routes: another Host (DNS rebinding), another Origin (a form or script), or a fetch that
 * the browser itself calls cross-site.
 */
export function guardLoopback(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
  const problem = loopbackProblem(request.headers);
  if (problem === null) return next();
  reply.code(403).send(envelope(403, problem));
}

/** Why headers are not those of a local caller; null: they are. */
function loopbackProblem(headers: FastifyRequest["headers"]): string | null {
  const { host = "", origin } = headers;
  const site = headers["sec-fetch-site"];
  if (!loopback.test(host)) return "The control routes answer to localhost only: the Host header names another host.";
  if (origin !== undefined && origin !== `http://${host}`) return "The control routes answer to their own page only.";
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return "The control routes answer to their own page only.";
  return null;
}
