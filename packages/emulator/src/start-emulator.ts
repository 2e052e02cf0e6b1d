import fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyRequest } from "fastify";
import { serveControl } from "./control/control-routes.ts";
import { FaultBook } from "./faults/fault-book.ts";
import type { FaultRule } from "./faults/fault.ts";
import { parseFaultRule } from "./faults/fault-rule.ts";
import { RequestHistory, type RequestRecord } from "./request-history.ts";
import { Load, type LoadClock, type LoadLimits, type LoadReport } from "./load/load.ts";
import { parseLoad } from "./load/parse-load.ts";
import type { RateLimit } from "./load/rate.ts";
import type { Workers } from "./load/workers.ts";
import { generateSeed } from "./seed/generate-seed.ts";
import { loadFromSeed } from "./seed/load-from-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { worldFromSeed } from "./seed/world-from-seed.ts";
import { collectMethods } from "./server/allowed-methods.ts";
import { serveApi } from "./server/api-routes.ts";
import { EmulatorError } from "./emulator-error.ts";
import { describeApi } from "./operations/openapi.ts";
import { type Service, splitUrl } from "./server/call.ts";
import { servePage } from "./server/page-routes.ts";
import { keepStateFile, readStateFile, writeFirstState } from "./server/state-file.ts";
import { envelope } from "./world/api-failure.ts";
import { type Clock, createClock } from "./world/clock.ts";
import { World } from "./world/world.ts";

export interface EmulatorOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** Default: one workspace with 25 integrations. */
  readonly seed?: Seed;
  /** Keeps the world in this file. An existing file is read in place of the seed. It is written before a change is answered. */
  readonly stateFile?: string;
  /** Milliseconds every API request waits. */
  readonly latency?: number;
  /** Calls beyond a rate are answered with 429. Default: as the seed says. */
  readonly rate?: RateLimit | null;
  /** A server that works on a few calls at a time. Default: as the seed says. */
  readonly workers?: Workers | null;
  /** The clock of `rate` and `workers`. Default: real time. */
  readonly loadClock?: LoadClock;
  /** Default: real time, until it is set. */
  readonly clock?: Clock;
}

/** A running emulator. */
export interface Emulator {
  /** Without a slash at the end. */
  readonly url: string;
  /** The value of the first token; of a seed without tokens: one with all scopes. */
  readonly token: string;
  /** Values by name. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly world: World;
  readonly clock: Clock;
  /** Oldest first. */
  requests(): readonly RequestRecord[];
  clearRequests(): void;
  /** Adds a rule and returns its id. Throws an ApiFailure if the rule is malformed. */
  addFault(rule: FaultRule): number;
  /** Removes every rule and makes revoked tokens valid again. */
  clearFaults(): void;
  /** The limits of the load, and their effect since they were set. */
  load(): LoadReport;
  /** Changes the limits of the load that are given; null removes one. Throws an ApiFailure if one is malformed. */
  setLoad(limits: Partial<LoadLimits>): void;
  /** Stops listening and closes open connections. */
  close(): Promise<void>;
}

/** Starts a local server of the Skyvia API. Throws an EmulatorError if the port or the state file cannot be used. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const service = await createService(options);
  const app = await createServer(service);
  const url = await listen(app, options);
  const tokens = new Map([...service.tokens.values()].map(({ name, value }) => [name, value]));
  return {
    url,
    token: [...tokens.values()][0] ?? "",
    tokens,
    world: service.world,
    clock: service.clock,
    requests: () => service.history.list(),
    clearRequests: () => service.history.clear(),
    addFault: (rule) => service.faults.add(parseFaultRule(rule)),
    clearFaults: () => service.faults.clear(),
    load: () => service.load.report(),
    setLoad: (limits) => service.load.set(parseLoad(limits)),
    close: async () => {
      await app.close();
      await service.saved?.();
    },
  };
}

async function listen(app: FastifyInstance, { port = 0, host = "127.0.0.1" }: EmulatorOptions): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (error) {
    await app.close();
    throw listenError(error, host, port);
  }
}

const listenReasons: Readonly<Record<string, readonly [reason: string, next: string]>> = {
  EADDRINUSE: ["another program uses it", "Stop that program, or choose another port: 0 is any free one."],
  EACCES: ["this user may not use it", "Choose a port from 1024 on; 0 is any free one."],
  EADDRNOTAVAIL: ["this machine does not have that address", "Leave the host out: the default is 127.0.0.1."],
  ENOTFOUND: ["no such host is known", "Leave the host out: the default is 127.0.0.1."],
  ERR_SOCKET_BAD_PORT: ["it is not a port", "Choose a port from 0 to 65535; 0 is any free one."],
};

function listenError(error: unknown, host: string, port: number): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  const [reason, next] = listenReasons[code] ?? [];
  if (reason === undefined || next === undefined) return error;
  return new EmulatorError(
    "port-unavailable",
    `the emulator cannot listen on ${host}:${port}: ${reason} (${code})`,
    next,
  );
}

async function createService(options: EmulatorOptions): Promise<Service> {
  const { clock = createClock(), seed, stateFile, latency = 0 } = options;
  const kept = stateFile === undefined ? null : await readStateFile(stateFile);
  if (kept !== null) clock.restore(kept.clock);
  const state = kept ?? { ...worldFromSeed(seed ?? generateSeed(25), clock.now()), clock: clock.state() };
  const world = new World(state, clock);
  const saved = stateFile === undefined ? null : keepStateFile(stateFile, world);
  if (stateFile !== undefined && saved !== null) await writeFirstState(stateFile, saved);
  const tokens = new Map(state.tokens.map((token) => [token.value, token]));
  const load = new Load(limitsOf(options), options.loadClock);
  return { world, clock, history: new RequestHistory(), faults: new FaultBook(), tokens, latency, load, saved };
}

/** Limits are not part of the world: those of the seed count even if a state file replaces the seed. */
function limitsOf({ seed, rate, workers }: EmulatorOptions): LoadLimits {
  const given = parseLoad({ ...(rate !== undefined && { rate }), ...(workers !== undefined && { workers }) });
  return { ...loadFromSeed(seed ?? { workspaces: [] }), ...given };
}

async function createServer(service: Service): Promise<FastifyInstance> {
  const app = fastify({ exposeHeadRoutes: false, forceCloseConnections: true });
  const allowed = collectMethods(app);
  await app.register(named("api", (api) => serveApi(api, service)));
  await app.register(named("control", (control) => serveControl(control, service)));
  await app.register(named("page", servePage));
  app.get("/openapi.json", (request) => describeApi(`http://${request.host}`));
  app.setNotFoundHandler((request, reply) => {
    const [path, query] = splitUrl(request.raw.url ?? "/");
    const methods = allowed(path);
    const status = methods.length > 0 ? 405 : 404;
    if (!path.startsWith("/_emulator/")) recordUnknown(service, request, { path, query, status });
    if (status === 404) return reply.code(404).send(envelope(404, `There is no ${request.method} ${path}.`));
    const list = methods.join(", ");
    return reply
      .code(405)
      .header("allow", list)
      .send(envelope(405, `${path} does not allow ${request.method}. Allowed: ${list}.`));
  });
  return app;
}

/** A plugin with a name. For a plugin without one, fastify searches all loaded modules each time. */
function named(name: string, serve: (app: FastifyInstance) => void): FastifyPluginAsync {
  return Object.assign(async (app: FastifyInstance) => serve(app), { [Symbol.for("fastify.display-name")]: name });
}

/** Records a request that is not an operation of the API: a client that sends one is wrong. */
function recordUnknown(
  { history, clock }: Service,
  request: FastifyRequest,
  { path, query, status }: { readonly path: string; readonly query: string; readonly status: number },
): void {
  const agent = request.headers["user-agent"] ?? null;
  const about = { at: clock.now(), method: request.method, path, query, agent };
  const record = history.add({ ...about, operation: null, token: null, fault: null });
  record.status = status;
}
