import type { FastifyInstance } from "fastify";
import { parseFaultRule } from "../faults/fault-rule.ts";
import { answerError } from "../server/answer-error.ts";
import type { Service } from "../server/call.ts";
import { guardLoopback } from "../server/loopback-guard.ts";
import { parseLoad } from "../load/parse-load.ts";
import { ApiFailure } from "../world/api-failure.ts";
import type { Clock } from "../world/clock.ts";
import { applyClockBody } from "./clock-body.ts";
import { actOnIntegration, workspaceOf } from "./integration-actions.ts";
import { integrationRows, liveExecutions } from "./overview.ts";

type Query = Readonly<Record<string, string | undefined>>;

/** Serves `/_emulator`: the routes for tests, and the actions of a person in the vendor's web page. They need no token and accept local callers only. */
export function serveControl(app: FastifyInstance, service: Service): void {
  app.addHook("onRequest", guardLoopback);
  // JSON only: a browser allows every page to send plain text anywhere.
  app.removeContentTypeParser("text/plain");
  app.addHook("onSend", async () => service.saved?.());
  app.setErrorHandler(answerError);
  serveHistory(app, service);
  serveIntegrations(app, service);
  serveFaults(app, service);
  serveClock(app, service);
  serveLoad(app, service);
}

function serveHistory(app: FastifyInstance, { history }: Service): void {
  app.get("/_emulator/requests", (request) => {
    const last = wholeNumber((request.query as Query)["last"], "last", Infinity);
    return { requests: history.list(last) };
  });
  app.delete("/_emulator/requests", (_request, reply) => {
    history.clear();
    return reply.code(204).send();
  });
}

function serveIntegrations(app: FastifyInstance, { world }: Service): void {
  app.get("/_emulator/workspaces", () => ({ workspaces: world.workspaces() }));
  app.get("/_emulator/integrations", (request) => {
    const { workspace, filter = "", take } = request.query as Query;
    return integrationRows(world, askedWorkspace(workspace), filter, wholeNumber(take, "take", Infinity));
  });
  app.post("/_emulator/integrations", (request) => actOnIntegration(world, request.body));
  app.get("/_emulator/executions", (request) => ({
    executions: liveExecutions(world, askedWorkspace((request.query as Query)["workspace"])),
  }));
  const askedWorkspace = (asked: string | undefined): number =>
    workspaceOf(world, asked === undefined ? undefined : Number(asked));
}

function serveFaults(app: FastifyInstance, { faults }: Service): void {
  app.get("/_emulator/faults", () => ({ faults: faults.list() }));
  app.post("/_emulator/faults", (request) => ({ id: faults.add(parseFaultRule(request.body)) }));
  app.delete("/_emulator/faults", (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
  app.delete("/_emulator/faults/:id", (request, reply) => {
    const { id } = request.params as { id: string };
    if (!faults.remove(Number(id))) throw new ApiFailure(404, `There is no fault rule ${id}.`);
    return reply.code(204).send();
  });
}

function serveClock(app: FastifyInstance, { clock, world }: Service): void {
  app.get("/_emulator/clock", () => clockAnswer(clock));
  app.post("/_emulator/clock", (request) => {
    applyClockBody(clock, request.body);
    world.touch();
    return clockAnswer(clock);
  });
}

function serveLoad(app: FastifyInstance, { load }: Service): void {
  app.get("/_emulator/load", () => load.report());
  app.post("/_emulator/load", (request) => {
    load.set(parseLoad(request.body));
    return load.report();
  });
}

function clockAnswer(clock: Clock): { now: string; frozen: boolean } {
  return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen };
}

function wholeNumber(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new ApiFailure(400, `${name}: must be a whole number from 0`);
  return Number(text);
}
