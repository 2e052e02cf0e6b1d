import type { FastifyInstance } from "fastify";
import { pageFiles } from "./page-files.generated.ts";

const routes = [
  ["/", "index.html", "text/html; charset=utf-8"],
  ["/page.css", "page.css", "text/css; charset=utf-8"],
  ["/page.js", "page.js", "text/javascript; charset=utf-8"],
] as const;

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-cache",
} as const;

/** Serves the page for people. The page contains no data: it reads all that it shows from the control routes. */
export function servePage(app: FastifyInstance): void {
  for (const [url, name, type] of routes)
    app.get(url, (_request, reply) => reply.headers(headers).type(type).send(pageFiles[name]));
}
