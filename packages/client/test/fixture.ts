import { afterEach } from "vitest";
import { startEmulator, type Emulator, type Seed } from "../../emulator/src/index.ts";
import { createClient, isSkyviaError, type ClientOptions, type SkyviaClient, type SkyviaError } from "../src/index.ts";
import { virtualTime, type VirtualTime } from "./virtual-time.ts";

/** Workspace 7: 41 disabled, 42 enabled, 43 without a schedule. */
export const seed: Seed = {
  tokens: {
    all: { value: "canary-T0ken/+==" },
    reader: { value: "reader-token", scopes: ["Integration / Read", "Integration / Read Schedule"] },
  },
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: [
        { id: 41, name: "Hourly leads", type: "import", schedule: "disabled" },
        {
          id: 42,
          name: "Nightly orders",
          type: "replication",
          schedule: "enabled",
          executions: [
            { runId: 901, date: "2026-11-01T01:00:00Z", state: "Succeeded", successRows: 10 },
            { runId: 902, date: "2026-11-02T01:00:00Z", state: "Failed", errorRows: 3 },
          ],
        },
        { id: 43, name: null, schedule: "undefined" },
      ],
    },
  ],
};

/** A client, the emulator that it talks to, and the time between them. */
export interface Fixture {
  readonly client: SkyviaClient;
  readonly emulator: Emulator;
  readonly time: VirtualTime;
  /** What came in, as "GET /v1/workspaces", oldest first. */
  readonly calls: () => string[];
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** Closes something after the test. */
export function closeAfter(close: () => Promise<void>): void {
  open.unshift(close);
}

export async function startFixture(options: Partial<ClientOptions> = {}, world: Seed = seed): Promise<Fixture> {
  const emulator = await startEmulator({ seed: world });
  closeAfter(() => emulator.close());
  const time = virtualTime();
  const client = clientOf({ token: emulator.token, baseUrl: emulator.url, ...time, ...options });
  const calls = (): string[] => emulator.requests().map(({ method, path }) => `${method} ${path}`);
  return { client, emulator, time, calls };
}

/** A client that is closed after the test. */
export function clientOf(options: ClientOptions): SkyviaClient {
  const client = createClient(options);
  closeAfter(() => client.close());
  return client;
}

/** The error that a call fails with; a call that does not fail, fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<SkyviaError> {
  try {
    await call;
  } catch (error) {
    if (isSkyviaError(error)) return error;
    throw error;
  }
  throw new Error("the call did not fail");
}

/** All that an async iterable gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
