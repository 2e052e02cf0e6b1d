import { credentials } from "@grpc/grpc-js";
import engineProto from "@pulumi/pulumi/proto/engine_pb.js";
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import { watchEngine } from "@skyvia-schedules/pulumi/inner";
import type { LogLine } from "./host.ts";

/** The engine that has started this process. */
export interface Engine {
  /** Sets where it listens, as `host:port`. */
  attach(address: string): void;
  /** Shows a line to the user. Does nothing without an engine. */
  log(line: LogLine): void;
}

/** An engine without an address yet. `gone` is called once when nobody listens at the last address any more. */
export function createEngine(gone: () => void): Engine {
  let address: string | null = null;
  let client: InstanceType<typeof engineService.EngineClient> | null = null;
  return {
    attach: (given) => {
      if (given === address || given === "") return;
      address = given;
      client = new engineService.EngineClient(given, credentials.createInsecure());
      watchEngine(given, () => {
        if (given === address) gone();
      });
    },
    log: ({ severity, text, urn }) => {
      const request = new engineProto.LogRequest();
      request.setSeverity(severity === "info" ? engineProto.LogSeverity.INFO : engineProto.LogSeverity.WARNING);
      request.setMessage(text);
      request.setUrn(urn);
      client?.log(request, () => {}); // it is only for the user to read: a failure has no effect
    },
  };
}
