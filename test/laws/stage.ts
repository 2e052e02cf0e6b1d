import { createClient, type ClientOptions, type SkyviaClient } from "@skyvia-schedules/client";
import { createClock, startEmulator, type Emulator, type RequestRecord, type Seed } from "@skyvia-schedules/emulator";
import { virtualTime } from "./virtual-time.ts";

/** An emulator on a port of its own, and clients that talk to it without ever waiting for a back-off. */
export interface Stage {
  readonly emulator: Emulator;
  /** Passes a separate client to `work`, as one run of the tool has, and closes it. */
  readonly run: <T>(work: (client: SkyviaClient) => Promise<T>, options?: Partial<ClientOptions>) => Promise<T>;
  /** The requests that came while `work` went on, with what it gave. */
  readonly watch: <T>(
    work: () => Promise<T>,
  ) => Promise<{ readonly value: T; readonly requests: readonly RequestRecord[] }>;
}

/** Noon of a day, at which the emulator's clock stays. */
export const noon: number = Date.parse("2026-11-24T12:00:00Z");

/** Opens a stage, passes it to `play`, and closes it in any case. */
export async function onStage<T>(seed: Seed, play: (stage: Stage) => Promise<T>): Promise<T> {
  const emulator = await startEmulator({ seed, clock: createClock(() => noon) });
  const closed = new Set<string>();
  let runs = 0;
  try {
    return await play({
      emulator,
      run: async (work, options = {}) => {
        const userAgent = `run-${++runs}`;
        const { token, url: baseUrl } = emulator;
        const client = createClient({ token, baseUrl, userAgent, ...virtualTime(), ...options });
        try {
          return await work(client);
        } finally {
          closed.add(userAgent);
          await client.close();
        }
      },
      watch: async (work) => {
        // What an earlier run still had in flight when it ended may come in only now.
        const before = new Set(closed);
        emulator.clearRequests();
        const value = await work();
        return { value, requests: emulator.requests().filter(({ agent }) => !before.has(agent ?? "")) };
      },
    });
  } finally {
    await emulator.close();
  }
}

/** A request as a sentence of two words, such as "GET /v1/workspaces". */
export function line({ method, path }: RequestRecord): string {
  return `${method} ${path}`;
}

/** The requests that may change something. */
export function writesOf(requests: readonly RequestRecord[]): RequestRecord[] {
  return requests.filter(({ method }) => method !== "GET");
}
