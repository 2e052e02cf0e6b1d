import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import grpcStatus from "@pulumi/pulumi/proto/status_pb.js";
import { PartialFailure, type Properties } from "@skyvia-schedules/pulumi/inner";
import { send } from "./properties.ts";
import type { Redact } from "./redact.ts";

/** How the failure of one call is sent. */
export interface FailureOptions {
  readonly redact: Redact;
  readonly isSecret: (key: string) => boolean;
  /** The inputs that a partial failure keeps in addition to its properties. */
  readonly inputs: Properties;
}

/** An error as the engine expects it: its message and, for a partial failure, the outputs that the state must keep. */
export function failureOf(error: unknown, { redact, isSecret, inputs }: FailureOptions): ServiceError {
  const message = redact(error instanceof Error ? error.message : String(error));
  const metadata = new Metadata();
  if (error instanceof PartialFailure) {
    const { id, properties, reasons } = error;
    const detail = new provider.ErrorResourceInitFailed();
    detail.setId(id);
    detail.setProperties(send(properties, isSecret));
    detail.setInputs(send(inputs, isSecret));
    detail.setReasonsList(reasons.map(redact));
    const packed = new any.Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const full = new grpcStatus.Status();
    full.setCode(status.UNKNOWN);
    full.setMessage(message);
    full.addDetails(packed);
    metadata.add("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  }
  return Object.assign(new Error(message), { code: status.UNKNOWN, details: message, metadata });
}
