import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type { CheckFailure as CheckFailureMessage } from "@pulumi/pulumi/proto/provider_pb.js";
import type { CheckFailure } from "@skyvia-schedules/pulumi/inner";
import type { Redact } from "./redact.ts";

/** Makes messages of findings about properties. */
export function failuresIn(failures: readonly CheckFailure[], redact: Redact): CheckFailureMessage[] {
  return failures.map(({ property, reason }) =>
    new provider.CheckFailure().setProperty(property).setReason(redact(reason)),
  );
}
