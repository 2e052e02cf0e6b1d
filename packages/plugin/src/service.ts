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

/** The service, and the functions that its process may call. */
export interface Service {
  /** `pulumirpc.ResourceProvider`. Calls that it does not implement, such as those about components, are answered with an error. */
  readonly service: UntypedServiceImplementation;
  /** From then on no write begins. */
  readonly cancel: () => void;
  /** Waits until no call is active. */
  readonly whenIdle: () => Promise<void>;
}

/** The service of one process: of one provider of one run. */
export function createService(host: PluginHost): Service {
  const session = createSession({ ...host, engine: undefined, readNotes: () => "", addCheck: () => {} });
  const configuration = createConfigurationCalls(session);
  const resources = createResourceCalls(session, host);
  const { unary, whenIdle } = createUnary();
  const service: UntypedServiceImplementation = {
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
  return { service, cancel: () => session.cancel(), whenIdle };
}

/** Makes handlers for calls, and counts the active ones. */
function createUnary(): { readonly unary: Unary; readonly whenIdle: () => Promise<void> } {
  const active = new Set<Promise<void>>();
  return {
    unary: (answer) => (call, callback) => {
      const responding = respond(answer(call.request), callback).finally(() => active.delete(responding));
      active.add(responding);
    },
    whenIdle: async () => {
      while (active.size > 0) await Promise.allSettled(active);
    },
  };
}

type Unary = <Request, Response>(answer: (request: Request) => Promise<Response>) => handleUnaryCall<Request, Response>;

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
