import type { Problem } from "@skyvia-schedules/core";
import { ProviderError } from "../provider-error.ts";
import { filePlace } from "../rules/place.ts";
import { unsettledReasons, type Unsettled } from "../rules/unsettled-reasons.ts";
import type { Work } from "./session.ts";

/** The error for a problem or a failed change: its message and its next step. */
export function failureError(work: Work, failure: Unsettled): ProviderError {
  if ("kind" in failure) return new ProviderError(failure.message, failure.next);
  const { integrationId, result, error } = failure;
  if (error === null) return new ProviderError(`integration ${integrationId}: ${result}`, "Run `pulumi up` again.");
  return new ProviderError(error.message, work.next(error.code, error.next));
}

/** The error for problems that block every write of a workspace, each with its next step, followed by the other problems. */
export function blockedError(work: Work, blocks: readonly Problem[], others: readonly Problem[]): ProviderError {
  const texts = blocks.map(({ source, message, next }) => {
    const where = filePlace(source);
    return `${where === null ? "" : `${where}: `}${message}${next === "" ? "" : `\n  ${next}`}`;
  });
  return new ProviderError([...texts, ...unsettledReasons(others, work.next)].join("\n"));
}
