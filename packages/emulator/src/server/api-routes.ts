import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiFailure, envelope } from "../world/api-failure.ts";
import { idRule } from "../world/id.ts";
import { authorise } from "../world/tokens.ts";
import { queryCheck } from "./check-query.ts";
import { answerError } from "./answer-error.ts";
import { type Call, openCall, type Service } from "./call.ts";
import { deliver } from "./deliver.ts";
import { inForm } from "../operations/in-form.ts";
import { type Answer, type Operation, type OperationCall, operations } from "../operations/operations.ts";

type Next = (error?: Error) => void;

/** Serves the thirteen operations. */
export function serveApi(app: FastifyInstance, service: Service): void {
  app.decorateRequest("call", null);
  // Real clients send `Content-Type: application/json` with a POST that has no body; no operation reads one.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setErrorHandler(answerError);
  app.addHook("onSend", (request, reply, payload, done) => {
    if (request.call === null) return done(null, payload);
    const { call } = request;
    if (service.saved === null) return deliver(call, request, reply, payload, done);
    service.saved().then(
      () => deliver(call, request, reply, payload, done),
      (error: unknown) => {
        reply.code(500);
        deliver(call, request, reply, JSON.stringify(notSaved(error)), done);
      },
    );
  });
  for (const operation of operations) serveOperation(app, service, operation);
  for (const { path, method } of operations) if (method === "POST" && isLikeAnId(path)) refuseGet(app, path);
}

/** Whether a path would be read as that of an operation with an id as its last part, such as `executions/cancel`. */
function isLikeAnId(path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf("/"));
  return operations.some((other) => other.method === "GET" && other.path.startsWith(`${folder}/{`));
}

/** GET of such a path gets 405, as every other method that the path does not allow. */
function refuseGet(app: FastifyInstance, path: string): void {
  app.get(routeOf(path), { config: { isRefused: true } }, (_request, reply) => reply.callNotFound());
}

/** A path of the API's description as a route. */
function routeOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

function serveOperation(app: FastifyInstance, service: Service, operation: Operation): void {
  const { method, path, query } = operation;
  app.route({
    method,
    url: routeOf(path),
    ...(query !== undefined && { preValidation: queryCheck(query) }),
    onRequest: (request, reply, next) => {
      const call = openCall(service, operation, request);
      request.call = call;
      const refusal = service.load.refusal();
      const go = (): void =>
        refusal === null
          ? service.load.work(() => admit(service, call, request, reply, next))
          : refuse(reply, refusal.retryAfter);
      const wait = waitOf(service, call);
      if (wait === 0) return go();
      setTimeout(go, wait).unref();
    },
    handler: (request, reply) => {
      const forms = service.world.answers;
      const { status, body } = inForm(forms, operation.id, answerTo(service, request));
      reply.code(status);
      if (body === undefined) return reply.send();
      return reply.type(forms.contentType).send(JSON.stringify(body));
    },
  });
}

function waitOf({ latency }: Service, { firing }: Call): number {
  return firing.reduce((wait, { fault, row, random }) => wait + (row.delay?.(fault, random) ?? 0), latency);
}

/** Answers a call beyond the rate, before the token is checked. */
function refuse(reply: FastifyReply, retryAfter: string | null): void {
  if (retryAfter !== null) reply.header("retry-after", retryAfter);
  reply.code(429).send(envelope(429, "Too many requests."));
}

/** Faults that answer by themselves come first, then the token, then the ids. */
function admit({ faults }: Service, call: Call, request: FastifyRequest, reply: FastifyReply, next: Next): void {
  const { token, firing, operation } = call;
  const instead = firing.find(({ row }) => row.instead !== undefined);
  if (instead?.row.instead !== undefined) {
    const { status, headers, body } = instead.row.instead(instead.fault);
    reply.code(status).headers(headers).send(body);
    return;
  }
  if (token !== undefined && firing.some(({ row }) => row.revokes === true)) faults.revokeToken(token.name);
  const valid = token !== undefined && faults.isRevoked(token.name) ? undefined : token;
  const names = request.params as Readonly<Record<string, string>>;
  const workspaceId = names["workspaceId"] === undefined ? null : call.workspaceId;
  try {
    authorise(request.headers.authorization, valid, { scope: operation.scope, workspaceId });
    checkIds(call, names);
    next();
  } catch (error) {
    next(error as Error);
  }
}

/** A malformed id is answered with 400. That is this emulator's own decision: the vendor documents nothing. */
function checkIds(call: Call, params: Readonly<Record<string, string>>): void {
  const wrong = Object.keys(params).filter((name) => call[name as "workspaceId" | "integrationId" | "runId"] === 0);
  if (wrong.length === 0) return;
  const errors = wrong.map((name) => [name, [`must be ${idRule}`]]);
  throw new ApiFailure(400, "The request is not valid.", Object.fromEntries(errors) as Record<string, string[]>);
}

function answerTo({ world }: Service, request: FastifyRequest): Answer {
  const { call } = request;
  if (call?.token === undefined) throw new Error("an operation was reached without a token");
  const { operation, firing, token, workspaceId, integrationId, runId } = call;
  const query = request.query as OperationCall["query"];
  const around: OperationCall = { world, token, workspaceId, integrationId, runId, query };
  const bare = (given: OperationCall["query"]): Answer => operation.handle({ ...around, query: given });
  if (firing.length === 0) return bare(query);
  const whole = firing.reduceRight((proceed, { fault, row }) => {
    const wrap = row.around;
    return wrap === undefined
      ? proceed
      : (given) => wrap(fault, { ...around, query: given }, (other) => proceed(other ?? given));
  }, bare);
  return whole(query);
}

function notSaved(error: unknown): object {
  return envelope(
    500,
    `The state file could not be written: ${error instanceof Error ? error.message : String(error)}`,
  );
}
