import { isSkyviaError } from "@skyvia-schedules/client";
import type { Account } from "./account.ts";
import { ProviderError } from "./provider-error.ts";

/** A failed call as a `ProviderError` that says which setting it depends on; anything else as it is. */
export function describeError(error: unknown, account: Account): unknown {
  if (!isSkyviaError(error)) return error;
  return new ProviderError(error.message, withSetting(error.code, error.next, account));
}

/** A next step, and the setting that it is about. */
export function withSetting(code: string, next: string, account: Account): string {
  switch (code) {
    case "auth":
      return `${next} The token is that of ${account.tokenSetting}.`;
    case "network":
    case "timeout":
    case "bad-answer":
      return `${next} The base URL is ${account.baseUrl} (${account.baseUrlSetting}).`;
    default:
      return next;
  }
}
