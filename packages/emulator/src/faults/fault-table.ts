import { gzipSync } from "node:zlib";
import { envelope } from "../world/api-failure.ts";
import type { Answer, OperationCall } from "../server/operations.ts";
import { count, choice, flag, milliseconds, ordinal, status, text, anything, texts } from "../fields.ts";
import type { FaultType } from "./fault.ts";
import { cutAnswer, dripAnswer, type Ending } from "./cut-answer.ts";
import type { FaultOf, FaultRow, Proceed } from "./fault-row.ts";
import { jsonAnswer, type Sent } from "./sent.ts";

/** Every fault there is: adding one is adding its type and its row. */
export const faultTable: { readonly [T in FaultType]: FaultRow<FaultOf<T>> } = {
  latency: {
    fields: { latency: { ...milliseconds, required: true }, jitter: milliseconds },
    delay: ({ latency, jitter = 0 }, random) => Math.max(0, latency + (random() * 2 - 1) * jitter),
  },
  status: {
    fields: { status: { ...status, required: true }, body: anything, headers: texts },
    instead: statusAnswer,
  },
  rate_limit: {
    fields: { retryAfter: { expected: "a text or a number", test: isTextOrNumber }, retryAfterDate: milliseconds },
    instead: ({ retryAfter, retryAfterDate }) => {
      const date = retryAfterDate === undefined ? retryAfter : new Date(Date.now() + retryAfterDate).toUTCString();
      return failure(429, "Too many requests.", date === undefined ? {} : { "retry-after": String(date) });
    },
  },
  redirect: {
    fields: { status, location: text },
    instead: (fault) => ({
      status: fault.status ?? 302,
      headers: { location: fault.location ?? "https://elsewhere.invalid/" },
      body: "",
    }),
  },
  revoke_token: { fields: {}, revokes: true },
  fail_without_applying: {
    fields: { status },
    instead: (fault) => failure(fault.status ?? 500, "The operation was not carried out."),
  },
  apply_then_fail: {
    fields: { status },
    alter: (fault) => failure(fault.status ?? 500, "The operation may have been carried out."),
  },
  accept_without_changing: {
    fields: { answer: choice("empty", "active") },
    around: ({ answer = "empty" }, call) => {
      const active = activeOf(call);
      return answer === "empty" || active === null ? { status: 200 } : { status: 200, body: { active } };
    },
  },
  flip_back: {
    fields: { after: { ...milliseconds, required: true } },
    around: ({ after }, call, proceed) =>
      onChange(call, proceed, () => call.world.flipLater(call.workspaceId, call.integrationId, after)),
  },
  read_lag: {
    fields: { ms: milliseconds, reads: count },
    around: (lag, call, proceed) =>
      onChange(call, proceed, (before) => {
        const { ms, reads } = lag.ms === undefined && lag.reads === undefined ? { ms: undefined, reads: 1 } : lag;
        const length = { ...(ms !== undefined && { ms }), ...(reads !== undefined && { reads }) };
        call.world.lagReads(call.workspaceId, call.integrationId, { active: before, ...length });
      }),
  },
  page_shift: {
    fields: { change: { ...choice("insert", "delete"), required: true }, count },
    around: ({ change, count: times = 1 }, call, proceed) => {
      for (let n = 0; n < times; n++) shiftList(call, change);
      return proceed();
    },
  },
  has_more_forever: {
    fields: { repeat: flag },
    around: ({ repeat = false }, { query }, proceed) => {
      let answer = proceed();
      // Steps back to the last page that has something on it.
      for (let skip = Number(query["skip"]); repeat && isEmptyPage(answer) && skip > 0;)
        answer = proceed({ ...query, skip: (skip = Math.max(0, skip - Number(query["take"]))) });
      return isPage(answer.body) ? { ...answer, body: { ...answer.body, hasMore: true } } : answer;
    },
  },
  reset_peer: cutting("reset"),
  limit_data: cutting("fin"),
  timeout: cutting("silence"),
  slicer: {
    fields: { size: ordinal, delay: milliseconds },
    send: ({ size = 1, delay = 1000 }, response, sent) => dripAnswer(response, sent, { size, delay }),
  },
  truncated_json: {
    fields: {},
    alter: (_, sent) => {
      const body = sent.body.length < 2 ? '{"active":true}' : sent.body;
      return { ...asJson(sent), body: body.slice(0, Math.ceil(body.length / 2)) as string };
    },
  },
  wrong_content_type: {
    fields: { contentType: text, keepBody: flag },
    alter: ({ contentType = "text/html; charset=utf-8", keepBody = false }, sent) => ({
      status: 200,
      headers: { ...sent.headers, "content-type": contentType },
      body: keepBody ? sent.body : "<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>",
    }),
  },
  oversized_body: {
    fields: { bytes: count, gzip: flag },
    alter: ({ bytes = 9 * 1024 * 1024, gzip = false }, sent) => {
      const body = sent.body.toString().padEnd(bytes, " ");
      const altered = { ...asJson(sent), body };
      if (!gzip) return altered;
      return { ...altered, headers: { ...altered.headers, "content-encoding": "gzip" }, body: gzipSync(body) };
    },
  },
};

function failure(code: number, message: string, headers: Readonly<Record<string, string>> = {}): Sent {
  return jsonAnswer(code, envelope(code, message), headers);
}

function statusAnswer({ status: code, body, headers }: FaultOf<"status">): Sent {
  if (body === undefined) return jsonAnswer(code, envelope(code, `Injected status ${code}.`), headers);
  return typeof body === "string" ? { status: code, headers: { ...headers }, body } : jsonAnswer(code, body, headers);
}

/** A row for answers that are cut: with `applied: false` the operation is left out. */
function cutting(ending: Ending): FaultRow<FaultOf<"reset_peer" | "limit_data" | "timeout">> {
  return {
    fields: { at: choice("headers", "body"), bytes: count, applied: flag },
    around: ({ applied = true }, _, proceed) => (applied ? proceed() : { status: 200 }),
    send: async ({ at, bytes }, response, sent) => {
      const half = Math.floor(Buffer.byteLength(sent.body) / 2);
      const place = at === "body" || bytes !== undefined ? (bytes ?? half) : null;
      await cutAnswer(response, sent, place, ending);
      return false;
    },
  };
}

/** Carries out a write of a schedule and, if it changed the state, does something about it. */
function onChange(
  { world, workspaceId, integrationId }: OperationCall,
  proceed: Proceed,
  act: (before: boolean) => void,
): Answer {
  const before = integrationId === 0 ? "undefined" : world.schedule(workspaceId, integrationId);
  const answer = proceed();
  if (integrationId !== 0 && before !== "undefined" && world.schedule(workspaceId, integrationId) !== before)
    act(before === "enabled");
  return answer;
}

function activeOf({ world, workspaceId, integrationId }: OperationCall): boolean | null {
  const schedule = integrationId === 0 ? "undefined" : world.schedule(workspaceId, integrationId);
  return schedule === "undefined" ? null : schedule === "enabled";
}

function shiftList({ world, workspaceId }: OperationCall, change: "insert" | "delete"): void {
  if (workspaceId === 0) return;
  if (change === "insert") return void world.add(workspaceId, { name: "Added meanwhile", at: "start" });
  const first = world.integrations(workspaceId, 1, 0).data[0];
  if (first !== undefined) world.delete(workspaceId, first.id);
}

/** A body where there was none gets a status and a type that allow one. */
function asJson(sent: Sent): Sent {
  const headers = { "content-type": "application/json; charset=utf-8", ...sent.headers };
  return { ...sent, status: sent.status === 204 ? 200 : sent.status, headers };
}

function isPage(body: unknown): body is { data: readonly unknown[] } {
  return typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);
}

function isEmptyPage({ body }: Answer): boolean {
  return isPage(body) && body.data.length === 0;
}

function isTextOrNumber(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}
