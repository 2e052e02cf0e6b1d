import { failure, oversized, rateLimitAnswer, statusAnswer, truncated, wrongContentType } from "./answer-faults.ts";
import { cutAnswer, dripAnswer, type Ending } from "./cut-answer.ts";
import type { FaultType } from "./fault.ts";
import type { FaultOf, FaultRow } from "./fault-row.ts";
import { moreForEver, shiftPage } from "./page-faults.ts";
import { acceptOnly, flipBack, lagReads } from "./schedule-faults.ts";

/** Every fault. A new one needs its type, its row and its keys in control.schema.json. */
export const faultTable: { readonly [T in FaultType]: FaultRow<FaultOf<T>> } = {
  latency: {
    delay: ({ latency, jitter = 0 }, random) => Math.max(0, latency + (random() * 2 - 1) * jitter),
  },
  status: { instead: statusAnswer },
  rate_limit: { instead: rateLimitAnswer },
  redirect: {
    instead: ({ status: code = 302, location = "https://elsewhere.invalid/" }) => ({
      status: code,
      headers: { location },
      body: "",
    }),
  },
  revoke_token: { revokes: true },
  fail_without_applying: {
    instead: (fault) => failure(fault.status ?? 500, "The operation was not carried out."),
  },
  apply_then_fail: {
    alter: (fault) => failure(fault.status ?? 500, "The operation may have been carried out."),
  },
  accept_without_changing: { around: acceptOnly },
  flip_back: { around: flipBack },
  read_lag: { around: lagReads },
  page_shift: { around: shiftPage },
  has_more_forever: { around: moreForEver },
  reset_peer: cutting("reset"),
  limit_data: cutting("fin"),
  timeout: cutting("silence"),
  slicer: {
    send: ({ size = 1, delay = 1000 }, response, sent) => dripAnswer(response, sent, { size, delay }),
  },
  truncated_json: { alter: (_, sent) => truncated(sent) },
  wrong_content_type: { alter: wrongContentType },
  oversized_body: { alter: oversized },
};

/** A row for answers that are cut: with `applied: false` the operation is left out. */
function cutting(ending: Ending): FaultRow<FaultOf<"reset_peer" | "limit_data" | "timeout">> {
  return {
    around: ({ applied = true }, _, proceed) => (applied ? proceed() : { status: 200 }),
    send: async ({ at, bytes }, response, sent) => {
      const half = Math.floor(Buffer.byteLength(sent.body) / 2);
      const place = at === "body" || bytes !== undefined ? (bytes ?? half) : null;
      await cutAnswer(response, sent, place, ending);
      return false;
    },
  };
}
