import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { providerText } from "../../src/provider-text.ts";
import { CallError, type CalledProvider, type Properties } from "../called.ts";

/** The SDK's own server of dynamic providers, run and called as the engine does. */
export interface ProviderProcess extends CalledProvider {
  /** What it wrote to stderr so far. */
  errors(): string;
  /** Waits until it has looked so many more times whether its engine is there. */
  looks(times: number): Promise<void>;
  /** Stops to listen at the engine's address, as an engine that was killed. */
  killEngine(): Promise<void>;
  readonly exited: Promise<number | null>;
}

export interface ProcessOptions {
  /** As the stack's configuration, or that of an explicit provider. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the program would be. Default: a folder that has the package. */
  readonly folder?: string;
}

const sdkFile = createRequire(import.meta.url).resolve("@pulumi/pulumi");
const sdk = createRequire(sdkFile);
const packageFolder = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a provider process, configured. */
export async function startProviderProcess({
  config = {},
  env = {},
  folder,
}: ProcessOptions = {}): Promise<ProviderProcess> {
  const program = folder ?? programFolder();
  const engine = await listen();
  const { port: enginePort } = engine.address() as AddressInfo;
  const child = spawn(process.execPath, [sdk.resolve("./cmd/dynamic-provider"), `127.0.0.1:${enginePort}`], {
    cwd: program,
    env: {
      PATH: process.env["PATH"],
      TMPDIR: program,
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.on("close", resolve));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    void exited.then((code) => reject(new Error(`the provider process ended with ${code}: ${errors}`)));
  });
  const call = connect(port);
  await call("configure", request("ConfigureRequest", { Args: config }));

  return {
    check: async (news, olds = {}) => {
      const answer = await call("check", request("CheckRequest", { Olds: withText(olds), News: withText(news) }));
      const failures =
        answer.getFailuresList?.().map((failure) => `${failure.getProperty?.()}|${failure.getReason?.()}`) ?? [];
      return { inputs: plain(answer.getInputs?.()), failures };
    },
    diff: async (id, olds, news) => {
      const answer = await call("diff", request("DiffRequest", { Id: id, Olds: withText(olds), News: withText(news) }));
      const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
      const changes = answer.getChanges?.();
      if (changes !== DIFF_NONE && changes !== DIFF_SOME)
        throw new Error("diff left it open whether there are changes");
      return { changes: changes === DIFF_SOME, replaces: answer.getReplacesList?.() ?? [] };
    },
    create: async (inputs) => {
      const answer = await call("create", request("CreateRequest", { Properties: withText(inputs) }));
      return { id: answer.getId?.() ?? "", outs: plain(answer.getProperties?.()) };
    },
    read: async (id, state) => {
      const answer = await call("read", request("ReadRequest", { Id: id, Properties: withText(state) }));
      if (answer.getId?.() === "") return null;
      return { props: plain(answer.getProperties?.()), inputs: plain(answer.getInputs?.()) };
    },
    update: async (id, olds, news) => {
      const answer = await call(
        "update",
        request("UpdateRequest", { Id: id, Olds: withText(olds), News: withText(news) }),
      );
      return plain(answer.getProperties?.());
    },
    delete: async (id, props) => {
      await call("delete", request("DeleteRequest", { Id: id, Properties: withText(props) }));
    },
    errors: () => errors,
    looks: async (times) => {
      for (let look = 0; look < times; look++) await once(engine, "connection");
    },
    killEngine: () => closeServer(engine),
    exited,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await exited;
      await closeServer(engine);
      if (folder === undefined) rmSync(program, { recursive: true });
    },
  };
}

/** A folder as a program's that has this package among its dependencies. */
export function programFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "provider-process-"));
  mkdirSync(join(folder, "node_modules/@skyvia-schedules"), { recursive: true });
  symlinkSync(packageFolder, join(folder, "node_modules/@skyvia-schedules/pulumi"));
  return folder;
}

async function listen(): Promise<Server> {
  const server = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function closeServer(server: Server): Promise<void> {
  if (server.listening) await new Promise((resolve) => server.close(resolve));
}

/** What is used of the generated messages, which have no types that fit ES modules. */
interface Message {
  getId?(): string;
  getProperty?(): string;
  getReason?(): string;
  getChanges?(): number;
  getReplacesList?(): string[];
  getReasonsList?(): string[];
  getDetailsList?(): Message[];
  getValue_asU8?(): Uint8Array;
  getFailuresList?(): Message[];
  getInputs?(): StructMessage | undefined;
  getProperties?(): StructMessage | undefined;
}
interface StructMessage {
  toJavaScript(): Properties;
}
type MessageType = (new () => Record<string, (value: unknown) => void>) & {
  deserializeBinary(bytes: Uint8Array): Message;
};

const proto = sdk("./proto/provider_pb") as Record<string, MessageType> & {
  DiffResponse: { DiffChanges: { DIFF_NONE: number; DIFF_SOME: number } };
};
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: Properties): StructMessage };
};
const { Status } = sdk("./proto/status_pb") as { Status: MessageType };
const services = sdk("./proto/provider_grpc_pb") as { ResourceProviderClient: new (...args: unknown[]) => Client };
const grpc = sdk("@grpc/grpc-js") as { credentials: { createInsecure(): unknown } };

interface GrpcError {
  readonly details: string;
  readonly metadata: { get(key: string): readonly Uint8Array[] };
}
type Client = Record<string, (request: unknown, done: (error: GrpcError | null, answer: Message) => void) => void>;

function request(type: string, fields: Readonly<Record<string, unknown>>): unknown {
  const Type = proto[type] as MessageType;
  const message = new Type();
  for (const [name, value] of Object.entries(fields)) {
    message[`set${name}`]?.(typeof value === "object" ? Struct.fromJavaScript(value as Properties) : value);
  }
  return message;
}

function connect(port: string): (method: string, message: unknown) => Promise<Message> {
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  return (method, message) =>
    new Promise((resolve, reject) => {
      client[method]?.(message, (error, answer) => (error === null ? resolve(answer) : reject(asCallError(error))));
    });
}

function asCallError({ details, metadata }: GrpcError): CallError {
  const [bytes] = metadata.get("grpc-status-details-bin");
  const [packed] = bytes === undefined ? [] : (Status.deserializeBinary(bytes).getDetailsList?.() ?? []);
  if (packed === undefined) return new CallError(details, null);
  const failed = (proto["ErrorResourceInitFailed"] as MessageType).deserializeBinary(
    packed.getValue_asU8?.() ?? new Uint8Array(),
  );
  return new CallError(details, {
    id: failed.getId?.() ?? "",
    properties: plain(failed.getProperties?.()),
    reasons: failed.getReasonsList?.() ?? [],
  });
}

function withText(properties: Properties): Properties {
  return { ...properties, __provider: providerText };
}

/** The properties of an answer. The state needs the provider's text in all of them, or the resource is lost. */
function plain(struct: StructMessage | undefined): Properties {
  const { __provider: text, ...properties } = struct?.toJavaScript() ?? {};
  if (text !== providerText) throw new Error("the answer does not keep the provider's text");
  return properties;
}
