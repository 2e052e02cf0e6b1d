import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The route exists only to refuse its method. */
    isRefused?: boolean;
  }
}

interface Route {
  readonly pattern: RegExp;
  /** How many parts of the path are parameters. */
  readonly parameters: number;
  readonly methods: readonly string[];
}

/**
 * Watches the routes that are added to a server from now on. Returns a function that lists the methods that a path allows, none if nothing is served there. If
 * a path matches two routes, the one with fewer parameters decides.
 */
export function collectMethods(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: Route[] = [];
  app.addHook("onRoute", ({ url, method, config }) => {
    if (config?.isRefused === true) return;
    const pattern = new RegExp(`^${url.replaceAll(".", "\\.").replaceAll(/:\w+/g, "[^/]+")}$`);
    routes.push({ pattern, parameters: url.split(":").length, methods: [method].flat() });
  });
  return (path) => {
    const fitting = routes.filter(({ pattern }) => pattern.test(path));
    const least = Math.min(...fitting.map(({ parameters }) => parameters));
    const methods = fitting.filter(({ parameters }) => parameters === least).flatMap((route) => route.methods);
    return [...new Set(methods)].toSorted();
  };
}
