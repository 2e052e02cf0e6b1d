import { RunError } from "@pulumi/pulumi";
import { ProviderError } from "../provider-error.ts";

/** An error of ours as one that the engine shows without a stack; anything else as it is. */
export function asRunError(error: unknown): unknown {
  return error instanceof ProviderError ? new RunError(error.message) : error;
}
