import { RunError } from "@pulumi/pulumi";
import { ProviderError } from "../provider-error.ts";

/** An error of this package as one that the engine shows without a stack; any other value unchanged. */
export function asRunError(error: unknown): unknown {
  return error instanceof ProviderError ? new RunError(error.message) : error;
}
