import type { FastifyRequest } from "fastify";
import type { FaultBook, Firing } from "../faults/fault-book.ts";
import type { Load } from "../load/load.ts";
import type { OpenRecord, RequestHistory } from "../request-history.ts";
import type { Clock } from "../world/clock.ts";
import { parseId } from "../world/id.ts";
import type { World } from "../world/world.ts";
import type { TokenRecord } from "../world/world-state.ts";
import type { Operation } from "../operations/operations.ts";

/** The objects that the API's routes use. */
export interface Service {
  readonly world: World;
  readonly clock: Clock;
  readonly history: RequestHistory;
  readonly faults: FaultBook;
  /** By the value that is sent. */
  readonly tokens: ReadonlyMap<string, TokenRecord>;
  /** Milliseconds every API request waits. */
  readonly latency: number;
  readonly load: Load;
  /** Resolves once every change so far is on disk; null: nothing is kept. */
  readonly saved: (() => Promise<void>) | null;
}

/** One API request on its way: who asks for what, and which faults hit it. */
export interface Call {
  readonly operation: Operation;
  readonly record: OpenRecord;
  readonly token: TokenRecord | undefined;
  readonly firing: readonly Firing[];
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly runId: number;
}

declare module "fastify" {
  interface FastifyRequest {
    call: Call | null;
  }
}

/** Begins a call: counts it for the faults and records it. A malformed id is 0. */
export function openCall(
  { history, faults, tokens, clock }: Service,
  operation: Operation,
  request: FastifyRequest,
): Call {
  const { method, url } = request.raw;
  const [path, query] = splitUrl(url ?? "/");
  const params = request.params as Readonly<Record<string, string>>;
  const about = { method: method ?? "GET", path, operation: operation.id };
  const ids = { workspaceId: idOf(params["workspaceId"]), integrationId: idOf(params["integrationId"]) };
  const firing = faults.empty ? [] : faults.fire({ ...about, ...ids });
  const token = tokens.get(request.headers.authorization ?? "");
  const fault = firing.length === 0 ? null : firing.map((one) => one.fault.type).join("+");
  const agent = request.headers["user-agent"] ?? null;
  const record = history.add({ ...about, at: clock.now(), query, token: token?.name ?? null, agent, fault });
  return { operation, record, token, firing, ...ids, runId: idOf(params["runId"]) };
}

/** The path and the query of a URL, as sent. */
export function splitUrl(url: string): readonly [path: string, query: string] {
  const mark = url.indexOf("?");
  return mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** An id of the path; 0 where the text is not an id. */
function idOf(text: string | undefined): number {
  return parseId(text ?? "") ?? 0;
}
