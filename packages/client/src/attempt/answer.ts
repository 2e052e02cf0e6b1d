import { isUtf8 } from "node:buffer";
import type { Dispatcher } from "undici";
import type { AnswerReader } from "../api/answer-readers.ts";
import type { Failure } from "../errors/failure.ts";
import { ShapeError } from "../api/field-readers.ts";
import { decodeBody } from "./decode-body.ts";

/** A whole answer, or its first part up to the limit. */
export interface Answer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData["headers"];
  readonly body: Buffer;
  /** The body is longer than the limit. */
  readonly oversized: boolean;
}

/** The result of an attempt. */
export type AttemptResult<T> =
  | { readonly ok: true; readonly status: number; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Judges a whole answer: status class, content type, JSON and shape. */
export function interpret<T>(answer: Answer, read: AnswerReader<T>): AttemptResult<T> {
  const { status } = answer;
  if (status < 200 || status > 299) return { ok: false, failure: notSuccessful(answer) };
  try {
    return { ok: true, status, value: read(parseBody(answer), status) };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return { ok: false, failure: unusable(answer, error.message) };
  }
}

/** The value of a JSON body; `undefined` for an empty one. Throws a `ShapeError` for anything else. */
function parseBody(answer: Answer): unknown {
  if (answer.oversized) throw new ShapeError("it is larger than 8 MiB");
  if (answer.body.length === 0) return undefined;
  const type = headerOf(answer.headers, "content-type");
  if (type !== null && !isJson(type)) throw new ShapeError(`it is ${type.split(";")[0]}, not JSON`);
  const body = decodeBody(answer.body, encodingOf(answer.headers));
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new ShapeError("it is not UTF-8");
  return parseJson(body.toString());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as unknown;
  } catch {
    throw new ShapeError("it is not JSON, or cut off");
  }
}

function unusable(answer: Answer, reason: string): Failure {
  const html = /html/.test(headerOf(answer.headers, "content-type") ?? "");
  const next = html
    ? "Check the base URL: it must be the API's, not a web page's; a proxy or a login page may also have answered."
    : null;
  return { kind: "bad-answer", status: answer.status, reason, next, retryable: true };
}

function notSuccessful({ status, headers, body, oversized }: Answer): Failure {
  if (status < 400) {
    const next =
      "Set the base URL to the address of the API: redirects are not followed, because they would send the token to another place.";
    return { kind: "bad-answer", status, reason: redirect(headerOf(headers, "location")), next, retryable: false };
  }
  const vendorMessage = oversized ? null : messageOf(decodedText(body, encodingOf(headers)));
  return { kind: "status", status, vendorMessage, retryAfter: headerOf(headers, "retry-after") };
}

function redirect(location: string | null): string {
  if (location === null || !URL.canParse(location)) return "it is a redirect";
  return `it is a redirect to ${new URL(location).host}`;
}

/** The text of the vendor's error body, `{message, errors: {field: text or texts}}`, as far as it is one. */
function messageOf(text: string): string | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof body !== "object" || body === null) return null;
  const message = "message" in body && typeof body.message === "string" ? body.message.trim() : "";
  const errors = "errors" in body && typeof body.errors === "object" && body.errors !== null ? body.errors : {};
  const fields = Object.entries(errors).map(([field, said]) => `${field}: ${[said].flat().join(", ")}`);
  const parts = [...(message === "" ? [] : [message]), ...fields];
  return parts.length === 0 ? null : parts.join("; ");
}

/** The text of an error body. "": it cannot be decoded. */
function decodedText(body: Buffer, encoding: string | null): string {
  try {
    return decodeBody(body, encoding).toString();
  } catch {
    return "";
  }
}

/** JSON under its own or a derived name, or under the other names that the vendor's OpenAPI document declares. */
function isJson(type: string): boolean {
  return /^\s*(application\/json|text\/json|text\/plain|[\w.-]+\/[\w.-]+\+json)\s*(;|$)/i.test(type);
}

/** All values of `Content-Encoding`, in the order in which the encodings were applied. */
function encodingOf(headers: Answer["headers"]): string | null {
  return [headers["content-encoding"] ?? []].flat().join(",");
}

function headerOf(headers: Answer["headers"], name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
