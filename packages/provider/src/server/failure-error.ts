import { ProviderError } from "../provider-error.ts";
import type { Unsettled } from "../rules/unsettled-reasons.ts";
import type { Work } from "./session.ts";

/** The message and the next step of what stood in the way. */
export function failureError(work: Work, failure: Unsettled): ProviderError {
  if ("kind" in failure) return new ProviderError(failure.message, failure.next);
  const { integrationId, result, error } = failure;
  if (error === null) return new ProviderError(`integration ${integrationId}: ${result}`, "Run `pulumi up` again.");
  return new ProviderError(error.message, work.next(error.code, error.next));
}
