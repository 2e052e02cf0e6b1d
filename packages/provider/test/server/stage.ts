import { createClock, parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import type { CalledProvider } from "../called.ts";
import { startProvider, type ProviderOptions } from "./in-process.ts";

/** An emulator, and the calls that it got. */
export interface World {
  readonly emulator: Emulator;
  /** The calls since the last time, as `GET 101/schedule`, less the workspace; writes as `POST 101/schedule/enable`. */
  takeCalls(): string[];
  /** Of these the writes, as `enable 101`. */
  takeWrites(): string[];
}

/** A world, and a provider in this process that is configured for it. */
export interface Stage extends World, AsyncDisposable {
  readonly provider: CalledProvider;
  /** Another provider with the same settings, as the next command has. */
  nextRun(): Promise<CalledProvider>;
}

/** Four integrations of one workspace: on, off, off, without a schedule. */
export const seed = `
tokens:
  all: { value: all-token-canary, scopes: all }
  reader: { value: reader-token-canary, scopes: [Integration / Read, Integration / Read Schedule] }
workspaces:
  - id: 1
    name: Production
    integrations:
      - { id: 101, name: Nightly orders, type: import, schedule: enabled }
      - { id: 102, name: Hourly leads, type: export, schedule: disabled }
      - { id: 103, name: stg-orders, type: sync, schedule: disabled }
      - { id: 104, name: stg-hand, type: sync, schedule: undefined }
`;

/** Starts an emulator. */
export async function openWorld(seedText: string = seed): Promise<World> {
  const emulator = await startEmulator({
    seed: parseSeed(seedText, "seed.yaml"),
    clock: createClock(() => Date.parse("2026-11-24T12:00:00Z")),
  });
  const takeCalls = (): string[] => {
    const calls = emulator
      .requests()
      .map(({ method, path }) => `${method} ${path.replace(/^\/v1\/workspaces\/\d+\/?/, "")}`);
    emulator.clearRequests();
    return calls;
  };
  return {
    emulator,
    takeCalls,
    takeWrites: () =>
      takeCalls().flatMap((call) => {
        const [, id, action] = /^POST integrations\/(\d+)\/schedule\/(\w+)$/.exec(call) ?? [];
        return id === undefined ? [] : [`${action} ${id}`];
      }),
  };
}

/** Sets the stage. */
export async function openStage({
  seedText,
  ...options
}: ProviderOptions & { seedText?: string } = {}): Promise<Stage> {
  const world = await openWorld(seedText);
  const { emulator } = world;
  const config = { "skyvia:token": emulator.token, "skyvia:baseUrl": emulator.url, ...options.config };
  const nextRun = (): Promise<CalledProvider> => startProvider({ ...options, config });
  return {
    ...world,
    provider: await nextRun(),
    nextRun,
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}
