import { gzipSync } from "node:zlib";
import { envelope } from "../world/api-failure.ts";
import type { FaultOf } from "./fault-row.ts";
import { jsonAnswer, type Sent } from "./sent.ts";

/** An error in the vendor's envelope. */
export function failure(code: number, message: string, headers: Readonly<Record<string, string>> = {}): Sent {
  return jsonAnswer(code, envelope(code, message), headers);
}

/** The status a rule asks for: with its body as it is, as JSON, or in the vendor's envelope. */
export function statusAnswer({ status, body, headers }: FaultOf<"status">): Sent {
  if (body === undefined) return failure(status, `Injected status ${status}.`, headers);
  return typeof body === "string" ? { status, headers: { ...headers }, body } : jsonAnswer(status, body, headers);
}

/** 429, with a `Retry-After` if the rule has one. */
export function rateLimitAnswer({ retryAfter, retryAfterDate }: FaultOf<"rate_limit">): Sent {
  // Real time: the client that has to wait has no other clock.
  const date = retryAfterDate === undefined ? retryAfter : new Date(Date.now() + retryAfterDate).toUTCString();
  return failure(429, "Too many requests.", date === undefined ? {} : { "retry-after": String(date) });
}

/** The first half of the answer's JSON, under a content length that fits it. */
export function truncated(sent: Sent): Sent {
  const body = sent.body.length < 2 ? '{"active":true}' : sent.body.toString();
  return { ...withBody(sent), body: body.slice(0, Math.ceil(body.length / 2)) };
}

/** A sign-in page, or the same body with another content type. */
export function wrongContentType(fault: FaultOf<"wrong_content_type">, sent: Sent): Sent {
  return {
    status: 200,
    headers: { ...sent.headers, "content-type": fault.contentType ?? "text/html; charset=utf-8" },
    body:
      fault.keepBody === true ? sent.body : "<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>",
  };
}

/** The same JSON with spaces after it, `bytes` long in all. */
export function oversized({ bytes = 9 * 1024 * 1024, gzip = false }: FaultOf<"oversized_body">, sent: Sent): Sent {
  const body = sent.body.toString().padEnd(bytes, " ");
  const altered = { ...withBody(sent), body };
  if (!gzip) return altered;
  return { ...altered, headers: { ...altered.headers, "content-encoding": "gzip" }, body: gzipSync(body) };
}

/** Gives an answer without a body a status and a type that allow one. */
function withBody(sent: Sent): Sent {
  const headers = { "content-type": "application/json; charset=utf-8", ...sent.headers };
  return { ...sent, status: sent.status === 204 ? 200 : sent.status, headers };
}
