import { anything, choice, count, flag, milliseconds, ordinal, required, status, text, texts } from "../fields.ts";
import { failure, oversized, rateLimitAnswer, statusAnswer, truncated, wrongContentType } from "./answer-faults.ts";
import { cutAnswer, dripAnswer, type Ending } from "./cut-answer.ts";
import type { FaultType } from "./fault.ts";
import type { FaultOf, FaultRow } from "./fault-row.ts";
import { moreForEver, shiftPage } from "./page-faults.ts";
import { acceptOnly, flipBack, lagReads } from "./schedule-faults.ts";

/** Every fault there is: adding one is adding its type and its row. */
export const faultTable: { readonly [T in FaultType]: FaultRow<FaultOf<T>> } = {
  latency: {
    fields: { latency: required(milliseconds), jitter: milliseconds },
    delay: ({ latency, jitter = 0 }, random) => Math.max(0, latency + (random() * 2 - 1) * jitter),
  },
  status: { fields: { status: required(status), body: anything, headers: texts }, instead: statusAnswer },
  rate_limit: {
    fields: { retryAfter: { expected: "a text or a number", test: isTextOrNumber }, retryAfterDate: milliseconds },
    instead: rateLimitAnswer,
  },
  redirect: {
    fields: { status, location: text },
    instead: ({ status: code = 302, location = "https://elsewhere.invalid/" }) => ({
      status: code,
      headers: { location },
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
  accept_without_changing: { fields: { answer: choice("empty", "active") }, around: acceptOnly },
  flip_back: { fields: { after: required(milliseconds) }, around: flipBack },
  read_lag: { fields: { ms: milliseconds, reads: count }, around: lagReads },
  page_shift: { fields: { change: required(choice("insert", "delete")), count }, around: shiftPage },
  has_more_forever: { fields: { repeat: flag }, around: moreForEver },
  reset_peer: cutting("reset"),
  limit_data: cutting("fin"),
  timeout: cutting("silence"),
  slicer: {
    fields: { size: ordinal, delay: milliseconds },
    send: ({ size = 1, delay = 1000 }, response, sent) => dripAnswer(response, sent, { size, delay }),
  },
  truncated_json: { fields: {}, alter: (_, sent) => truncated(sent) },
  wrong_content_type: { fields: { contentType: text, keepBody: flag }, alter: wrongContentType },
  oversized_body: { fields: { bytes: count, gzip: flag }, alter: oversized },
};

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

function isTextOrNumber(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}
