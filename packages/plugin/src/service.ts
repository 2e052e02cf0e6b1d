import type { handleUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import { createSession } from "@skyvia-schedules/pulumi/inner";
import { createConfigurationCalls } from "./calls/configuration.ts";
import { createFunctionCalls } from "./calls/invoke.ts";
import { createResourceCalls } from "./calls/resources.ts";
import type { PluginHost } from "./host.ts";
import { makeSchema } from "./schema/make-schema.ts";

/** The service `pulumirpc.ResourceProvider`. What it does not implement, as components and parameters, answers so. */
export function createService(host: PluginHost): UntypedServiceImplementation {
  const session = createSession({ ...host, engine: undefined, readNotes: () => "", addCheck: () => {} });
  const configuration = createConfigurationCalls(session);
  const resources = createResourceCalls(session, host);
  return {
    handshake: unary(async (request: InstanceType<typeof provider.ProviderHandshakeRequest>) => {
      host.attach(request.getEngineAddress());
      return new provider.ProviderHandshakeResponse().setAcceptSecrets(true);
    }),
    attach: unary(async (request: InstanceType<typeof plugin.PluginAttach>) => {
      host.attach(request.getAddress());
      return new empty.Empty();
    }),
    getPluginInfo: unary(async () => new plugin.PluginInfo().setVersion(host.version)),
    getSchema: unary(async () => new provider.GetSchemaResponse().setSchema(JSON.stringify(makeSchema(host.version)))),
    checkConfig: unary(configuration.check),
    diffConfig: unary(configuration.diff),
    configure: unary(configuration.configure),
    invoke: unary(createFunctionCalls(session).invoke),
    check: unary(resources.check),
    diff: unary(resources.diff),
    create: unary(resources.create),
    read: unary(resources.read),
    update: unary(resources.update),
    delete: unary(resources.delete),
    cancel: unary(async () => {
      session.cancel();
      return new empty.Empty();
    }),
  };
}

function unary<Request, Response>(answer: (request: Request) => Promise<Response>): handleUnaryCall<Request, Response> {
  return (call, callback) => void respond(answer(call.request), callback);
}

async function respond<Response>(answer: Promise<Response>, callback: sendUnaryData<Response>): Promise<void> {
  let response: Response;
  try {
    response = await answer;
  } catch (error) {
    callback(error as Error, null);
    return;
  }
  callback(null, response);
}
