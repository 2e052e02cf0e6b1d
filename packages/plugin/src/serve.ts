import { Server, ServerCredentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { PluginHost } from "./host.ts";
import { createService } from "./service.ts";

/** The largest message in bytes, as the engine has it: a state of 20,000 schedules is one message. */
const largestMessage = 1024 * 1024 * 400;

/** Serves the plugin on a free port of this machine. */
export async function serve(host: PluginHost): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = new Server({ "grpc.max_receive_message_length": largestMessage, "grpc.max_send_message_length": -1 });
  server.addService(services.ResourceProviderService, createService(host));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, close: () => server.forceShutdown() };
}
