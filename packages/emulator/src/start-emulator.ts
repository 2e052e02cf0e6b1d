import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { serveControl } from "./control/control-routes.ts";
import { FaultBook } from "./faults/fault-book.ts";
import type { FaultRule } from "./faults/fault.ts";
import { parseFaultRule } from "./faults/fault-rule.ts";
import { RequestHistory, type RequestRecord } from "./request-history.ts";
import { generateSeed } from "./seed/generate-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { worldFromSeed } from "./seed/world-from-seed.ts";
import { serveApi } from "./server/api-routes.ts";
import { type Service, splitUrl } from "./server/call.ts";
import { servePage } from "./server/page-routes.ts";
import { keepStateFile, readStateFile } from "./server/state-file.ts";
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
  /** Keeps the world in this file: it is read when it exists (the seed is not), and written before any answer that tells of a change. */
  readonly stateFile?: string;
  /** Milliseconds every API request waits. */
  readonly latency?: number;
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
  /** Adds a rule and answers its id. Throws on a rule that is not well-formed. */
  addFault(rule: FaultRule): number;
  /** Takes every rule away and gives revoked tokens back. */
  clearFaults(): void;
  /** Stops listening and cuts what is open. */
  close(): Promise<void>;
}

/** Starts a local server of the Skyvia API. Throws if the port is taken or the state file cannot be read. */
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
    throw error;
  }
}

async function createService(options: EmulatorOptions): Promise<Service> {
  const { clock = createClock(), seed, stateFile, latency = 0 } = options;
  const kept = stateFile === undefined ? null : await readStateFile(stateFile);
  if (kept !== null) clock.restore(kept.clock);
  const state = kept ?? { ...worldFromSeed(seed ?? generateSeed(25), clock.now()), clock: clock.state() };
  const world = new World(state, clock);
  const saved = stateFile === undefined ? null : keepStateFile(stateFile, world);
  await saved?.();
  const tokens = new Map(state.tokens.map((token) => [token.value, token]));
  return { world, clock, history: new RequestHistory(), faults: new FaultBook(), tokens, latency, saved };
}

async function createServer(service: Service): Promise<FastifyInstance> {
  const app = fastify({ exposeHeadRoutes: false, forceCloseConnections: true });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Skyvia integrations API, emulated", version: "1" },
      components: { securitySchemes: { token: { type: "apiKey", in: "header", name: "Authorization" } } },
    },
  });
  await app.register(async (api) => serveApi(api, service));
  await app.register(async (control) => serveControl(control, service));
  await app.register(async (page) => servePage(page));
  app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  app.setNotFoundHandler((request, reply) => {
    const [path, query] = splitUrl(request.raw.url ?? "/");
    if (!path.startsWith("/_emulator/")) noteUnknown(service, request, path, query);
    reply.code(404).send(envelope(404, `There is no ${request.method} ${path}.`));
  });
  return app;
}

/** What is no operation of the API stands in the history too: a client that asks for it is wrong. */
function noteUnknown({ history, clock }: Service, request: FastifyRequest, path: string, query: string): void {
  const agent = request.headers["user-agent"] ?? null;
  const about = { at: clock.now(), method: request.method, path, query, agent };
  const record = history.add({ ...about, operation: null, token: null, fault: null });
  record.status = 404;
}
