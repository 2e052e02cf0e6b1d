import { Server, ServerCredentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { PluginHost } from "./host.ts";
import { createService } from "./service.ts";

/** The largest message in bytes, the same as the engine's: a state of 20,000 schedules is one message. */
const largestMessage = 1024 * 1024 * 400;

/** A running plugin. */
export interface Served {
  readonly port: number;
  /** The same as the engine's call `Cancel`: from then on no write begins. */
  readonly cancel: () => void;
  /** Waits until no call is active. */
  readonly whenIdle: () => Promise<void>;
  readonly close: () => void;
}

/** Serves the plugin on a free port of this machine. */
export async function serve(host: PluginHost): Promise<Served> {
  const server = new Server({ "grpc.max_receive_message_length": largestMessage, "grpc.max_send_message_length": -1 });
  const { service, cancel, whenIdle } = createService(host);
  server.addService(services.ResourceProviderService, service);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, cancel, whenIdle, close: () => server.forceShutdown() };
}
