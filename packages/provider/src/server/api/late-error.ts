import { SkyviaError, type RetryNotice } from "@skyvia-schedules/client";

/** The error of a call that got no answer within `limit` ms. `error` is the client's error; `retry` says why the call was last sent again. */
export function lateError(error: SkyviaError, limit: number, retry: RetryNotice | null, endsRun: boolean): SkyviaError {
  const { method, path, attempts } = error;
  const request = `${method} ${path}`;
  const reason = retry === null ? "no whole answer" : `${retry.message}; no better answer`;
  return new SkyviaError({
    code: "timeout",
    message: `${reason} within ${limit / 1000} s (${request})`,
    next:
      method === "POST"
        ? "It may still have been carried out: run `pulumi up --refresh` when the API answers again."
        : "Try again later; check the base URL, the network and the proxy settings.",
    method,
    path,
    attempts,
    endsRun,
  });
}
