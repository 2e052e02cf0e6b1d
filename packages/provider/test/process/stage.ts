import { createClock, parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { startProviderProcess, type ProcessOptions, type ProviderProcess } from "./provider-process.ts";

/** An emulator, and a provider process that is configured for it. */
export interface Stage extends AsyncDisposable {
  readonly emulator: Emulator;
  readonly provider: ProviderProcess;
  /** Another process with the same settings, as the next command has. */
  nextRun(): Promise<ProviderProcess>;
  /** The calls since the last question, as `GET 101/schedule`, less the workspace; writes as `POST 101/schedule/enable`. */
  takeCalls(): string[];
  /** Of these the writes, as `enable 101`. */
  takeWrites(): string[];
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

/** Sets the stage. */
export async function openStage({
  seedText = seed,
  ...options
}: ProcessOptions & { seedText?: string } = {}): Promise<Stage> {
  const emulator = await startEmulator({
    seed: parseSeed(seedText, "seed.yaml"),
    clock: createClock(() => Date.parse("2026-11-24T12:00:00Z")),
  });
  const config = { "skyvia:token": emulator.token, "skyvia:baseUrl": emulator.url, ...options.config };
  const provider = await startProviderProcess({ ...options, config });
  const takeCalls = (): string[] => {
    const calls = emulator
      .requests()
      .map(({ method, path }) => `${method} ${path.replace(/^\/v1\/workspaces\/\d+\/?/, "")}`);
    emulator.clearRequests();
    return calls;
  };
  return {
    emulator,
    provider,
    nextRun: () => startProviderProcess({ ...options, config }),
    takeCalls,
    takeWrites: () =>
      takeCalls().flatMap((call) => {
        const [, id, action] = /^POST integrations\/(\d+)\/schedule\/(\w+)$/.exec(call) ?? [];
        return id === undefined ? [] : [`${action} ${id}`];
      }),
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]();
      await emulator.close();
    },
  };
}
