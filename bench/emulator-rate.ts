import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { startEmulatorProcess } from "./emulator-process.ts";

const tool = fileURLToPath(new URL("../packages/cli/bin/skyvia-schedules.js", import.meta.url));

/** How many GETs of a schedule an emulator answers in a second, sent as fast as this process can on 32 connections. */
export async function emulatorRate(seed: string): Promise<number> {
  const emulator = await startEmulatorProcess(tool, seed, 0);
  const pool = new Pool(emulator.url, { connections: 32, pipelining: 1 });
  try {
    await ask(pool, emulator.token, 5_000);
    const started = performance.now();
    await ask(pool, emulator.token, 30_000);
    return 30_000_000 / (performance.now() - started);
  } finally {
    await pool.destroy();
    await emulator.close();
  }
}

async function ask(pool: Pool, token: string, count: number): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const path = `/v1/workspaces/1/integrations/${1001 + (next++ % 10_000)}/schedule`;
      const { statusCode, body } = await pool.request({ method: "GET", path, headers: { authorization: token } });
      await body.dump();
      if (statusCode !== 200) throw new Error(`unexpected status ${statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: 32 }, work));
}
