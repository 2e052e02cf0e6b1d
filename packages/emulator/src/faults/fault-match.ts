import type { FaultMatch } from "./fault.ts";

/** The properties of a request that a match looks at. An id is 0 if the path has none. */
export interface Matched {
  readonly method: string;
  readonly path: string;
  readonly operation: string;
  readonly workspaceId: number;
  readonly integrationId: number;
}

/** Compiles a match to a test of requests. */
export function compileMatch(match: FaultMatch): (request: Matched) => boolean {
  const { method, operation, workspace, integration } = match;
  const path = match.path === undefined ? null : pathPattern(match.path);
  return (request) =>
    (method === undefined || method === request.method) &&
    (operation === undefined || operation === request.operation) &&
    (workspace === undefined || workspace === request.workspaceId) &&
    (integration === undefined || integration === request.integrationId) &&
    (path === null || path.test(request.path));
}

/** A regular expression for a glob on paths. */
export function pathPattern(path: string | { readonly regex: string }): RegExp {
  if (typeof path !== "string") return new RegExp(path.regex);
  const source = path.replaceAll(/\*\*|\*|\?|[^*?]+/g, (part) => {
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return part === "?" ? "[^/]" : part.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source}$`);
}
