import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateSeed, type RateLimit, type Seed } from "@skyvia-schedules/emulator";
import { startEmulatorProcess } from "../emulator-process.ts";
import { timeBeside } from "../process-time.ts";

/** One server, and the ceiling of the tool. */
export interface RateCase extends Required<RateLimit> {
  /** The value of `--concurrency`. */
  readonly inFlight: number;
}

export interface RateMeasured {
  /** The time as a multiple of the ideal: the burst at once, and then as many calls a second as the server allows. */
  readonly time: number;
  /** The calls as a multiple of the formula: the pages of the listing, and a call for each schedule. */
  readonly calls: number;
  readonly seconds: number;
}

const tool = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));

/** The ideal time of each case, in seconds. */
const idealSeconds = 30;

export const rateCases: readonly RateCase[] = [100, 20, 5].flatMap((perSecond) =>
  [perSecond, 1].flatMap((burst) =>
    [8, 32, 64].flatMap((inFlight) =>
      (["seconds", "none"] as const).map((retryAfter) => ({ perSecond, burst, inFlight, retryAfter })),
    ),
  ),
);

/** Imports a workspace from a server with a rate, and compares time and calls with the ideal ones. */
export async function measureRate(folder: string, { inFlight, ...rate }: RateCase): Promise<RateMeasured> {
  const wanted = rate.perSecond * idealSeconds + rate.burst;
  const { integrations, pages } = listed(wanted);
  const own = mkdtempSync(join(folder, "rate-"));
  const file = join(own, "seed.json");
  const seed: Seed = { rate, ...generateSeed(integrations) };
  writeFileSync(file, JSON.stringify(seed));
  const emulator = await startEmulatorProcess(tool, file, 5);
  try {
    const args = [tool, "import", "-w", "1", "--out", join(own, "out.yaml"), "--concurrency", `${inFlight}`];
    const ms = await timeBeside({ args, env: { SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token } });
    const { accepted, limited } = await emulator.load();
    const formula = integrations + pages;
    const ideal = ((formula - rate.burst) / rate.perSecond) * 1000;
    return { time: ms / ideal, calls: (accepted + limited) / formula, seconds: ms / 1000 };
  } finally {
    await emulator.close();
  }
}

/** How many integrations cause a number of calls of an import, and how many of these calls read pages. */
function listed(calls: number): { readonly integrations: number; readonly pages: number } {
  let pages = 1;
  for (let wave = 1; pages * 199 + 1 < calls - pages; pages += wave) wave = Math.min(8, wave * 2);
  return { integrations: calls - pages, pages };
}
