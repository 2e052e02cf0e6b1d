import { readFileSync } from "node:fs";
import { PartialFailure, ProviderError } from "../../src/provider-error.ts";
import { providerText } from "../../src/provider-text.ts";
import { realTime } from "../../src/real-time.ts";
import { createProvider } from "../../src/server/create-provider.ts";
import type { Host } from "../../src/server/host.ts";
import { CallError, type CalledProvider, type Properties } from "../called.ts";

export interface ProviderOptions {
  /** As the stack's configuration, or that of an explicit provider. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The notes of the program's run, as text. */
  readonly notes?: () => string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

let slept = 0;

/** A host without an engine, an environment and notes. Its waits take no time and move its clock; its timers are real. */
export const quietHost: Host = {
  env: {},
  engine: undefined,
  now: Date.now,
  monotonic: () => performance.now() + slept,
  sleep: async (ms, signal) => {
    signal?.throwIfAborted();
    slept += ms;
  },
  startTimer: realTime.startTimer,
  random: () => 0,
  readNotes: () => "",
  addCheck: () => {},
  logAttempt: () => {},
  readFile: (path) => readFileSync(path, "utf8"),
  exit: () => {
    throw new Error("the provider ended its process");
  },
};

/** The provider in this process, configured. It is called as the SDK's server calls it, and its answers must fit that server. */
export async function startProvider({
  config = {},
  env = {},
  notes = () => "",
  now = Date.now,
}: ProviderOptions = {}): Promise<CalledProvider> {
  const provider = createProvider({ ...quietHost, env, readNotes: notes, now });
  await provider.configure({ config: { get: (key) => config[key] } });
  return {
    check: async (news, olds = {}) => {
      const { inputs, failures } = await provider.check(withText(olds), withText(news));
      return { inputs: plain(inputs), failures: failures.map(({ property, reason }) => `${property}|${reason}`) };
    },
    diff: async (id, olds, news) => provider.diff(id, withText(olds), withText(news)),
    create: async (inputs) => {
      const { id, outs } = await called(provider.create(withText(inputs)));
      return { id, outs: sent(outs) };
    },
    read: async (id, state) => {
      const answer = await called(provider.read(id, withText(state)));
      if (answer.id === undefined) return null;
      return { props: sent(answer.props ?? {}), inputs: sent(answer.inputs ?? {}) };
    },
    update: async (id, olds, news) => sent((await called(provider.update(id, withText(olds), withText(news)))).outs),
    delete: async (id, props) => called(provider.delete(id, withText(props))),
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Properties as they come and go: the server knows neither `undefined` nor values that are shared. */
function sent(properties: Properties): Properties {
  refuseUndefined(properties);
  return structuredClone(properties);
}

function refuseUndefined(value: unknown): void {
  if (value === undefined) throw new Error("an answer has an undefined value, at which the SDK's server fails");
  if (typeof value === "object" && value !== null) Object.values(value).forEach(refuseUndefined);
}

function withText(properties: Properties): Properties {
  return { ...structuredClone(properties), __provider: providerText };
}

/** Properties that must keep the provider's text. */
function plain({ __provider: text, ...properties }: Properties): Properties {
  if (text !== providerText) throw new Error("the answer does not keep the provider's text");
  return sent(properties);
}

/** A call whose failure the server can send: it prints the message and the stack, so the stack must be empty. */
async function called<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof ProviderError) || error.stack !== "") throw error;
    if (!(error instanceof PartialFailure)) throw new CallError(error.message, null);
    const { id, properties, reasons } = error;
    throw new CallError(error.message, { id, properties: plain({ ...properties }), reasons });
  }
}
