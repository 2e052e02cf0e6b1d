import { credentials, type ServiceError } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import grpcStatus from "@pulumi/pulumi/proto/status_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { CallError, type CalledProvider, type Properties } from "../../provider/test/called.ts";
import { quietHost } from "../../provider/test/server/in-process.ts";
import type { LogLine } from "../src/host.ts";
import { serve } from "../src/serve.ts";

type Client = InstanceType<typeof services.ResourceProviderClient>;
type Method = (request: unknown, done: (error: ServiceError | null, answer: never) => void) => void;

/** The plugin, served on a port, and a client that calls it as the engine does. */
export interface PluginClient extends AsyncDisposable {
  /** Calls a method with a message. Rejects with a `CallError`. */
  call<Answer>(method: keyof Client, request: unknown): Promise<Answer>;
  /** One kind of resource, with plain properties. */
  kind(name: string): CalledProvider;
  /** What the engine was asked to show. */
  readonly lines: LogLine[];
}

/** Marks of the engine. */
export const secret = (value: unknown): Properties => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
export const isSecret = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;

/** The version that the plugin is given. */
export const testedVersion = "1.2.3";

/** Starts the plugin. With `config` it is configured, by keys such as `token`. */
export async function openPlugin(config: Properties | null, env: Record<string, string> = {}): Promise<PluginClient> {
  const lines: LogLine[] = [];
  const { port, close } = await serve({
    ...quietHost,
    env,
    version: testedVersion,
    log: (line) => lines.push(line),
    attach: () => {},
  });
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const call = <Answer>(method: keyof Client, request: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      (client[method] as Method).call(client, request, (error, answer) =>
        error === null ? resolve(answer) : reject(callError(error)),
      );
    });
  if (config !== null) {
    await call("configure", new provider.ConfigureRequest().setArgs(toStruct(config)).setAcceptsecrets(true));
  }
  return {
    call,
    lines,
    kind: (name) => calledProvider(call, name),
    [Symbol.asyncDispose]: async () => {
      client.close();
      close();
    },
  };
}

/** A message of properties. */
export function toStruct(properties: Properties): Struct {
  return struct.Struct.fromJavaScript(properties as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

/** The properties of a message. */
export function fromStruct(message: Struct | undefined): Properties {
  return message?.toJavaScript() ?? {};
}

/** The URN of a resource. */
export function urnOf(kind: string, name: string = "one"): string {
  return `urn:pulumi:dev::shop::my:index:Team$skyvia:index:${kind}::${name}`;
}

function calledProvider(call: PluginClient["call"], name: string): CalledProvider {
  const urn = urnOf(name);
  const { DIFF_SOME } = provider.DiffResponse.DiffChanges;
  return {
    check: async (news, olds = {}) => {
      const request = new provider.CheckRequest().setUrn(urn).setNews(toStruct(news)).setOlds(toStruct(olds));
      const answer = await call<InstanceType<typeof provider.CheckResponse>>("check", request);
      return {
        inputs: fromStruct(answer.getInputs()),
        failures: answer.getFailuresList().map((failure) => `${failure.getProperty()}|${failure.getReason()}`),
      };
    },
    diff: async (id, olds, news) => {
      const request = new provider.DiffRequest().setUrn(urn).setId(id);
      request.setOlds(toStruct(olds)).setNews(toStruct(news));
      const answer = await call<InstanceType<typeof provider.DiffResponse>>("diff", request);
      return { changes: answer.getChanges() === DIFF_SOME, replaces: answer.getReplacesList() };
    },
    create: async (inputs) => {
      const request = new provider.CreateRequest().setUrn(urn).setProperties(toStruct(inputs));
      const answer = await call<InstanceType<typeof provider.CreateResponse>>("create", request);
      return { id: answer.getId(), outs: fromStruct(answer.getProperties()) };
    },
    read: async (id, state) => {
      const request = new provider.ReadRequest().setUrn(urn).setId(id).setProperties(toStruct(state));
      const answer = await call<InstanceType<typeof provider.ReadResponse>>("read", request);
      if (!answer.hasProperties()) return null;
      return { props: fromStruct(answer.getProperties()), inputs: fromStruct(answer.getInputs()) };
    },
    update: async (id, olds, news) => {
      const request = new provider.UpdateRequest().setUrn(urn).setId(id);
      request.setOlds(toStruct(olds)).setNews(toStruct(news));
      return fromStruct((await call<InstanceType<typeof provider.UpdateResponse>>("update", request)).getProperties());
    },
    delete: async (id, props) => {
      await call("delete", new provider.DeleteRequest().setUrn(urn).setId(id).setProperties(toStruct(props)));
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

function callError({ details, metadata }: ServiceError): CallError {
  const [bytes] = metadata.get("grpc-status-details-bin");
  if (bytes === undefined) return new CallError(details, null);
  const [packed] = grpcStatus.Status.deserializeBinary(bytes as Uint8Array).getDetailsList();
  const failed = provider.ErrorResourceInitFailed.deserializeBinary(packed?.getValue_asU8() ?? new Uint8Array());
  return new CallError(details, {
    id: failed.getId(),
    properties: fromStruct(failed.getProperties()),
    reasons: failed.getReasonsList(),
  });
}
