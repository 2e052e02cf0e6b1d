import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateSeed, type Seed, type SeedIntegration } from "@skyvia-schedules/emulator";
import { chromium, type Browser } from "playwright-core";
import { findBrowser } from "../scripts/browser/find-browser.ts";
import { startEmulatorProcess } from "./emulator-process.ts";

/**
 * Measures the page that `report` writes: how long it takes to write, to open and to search, each the median of some
 * rounds. Arguments: the number of integrations (5,000), and the rounds (7).
 */
const [count = "5000", rounds = "7"] = process.argv.slice(2);
const tool = fileURLToPath(new URL("../packages/cli/bin/skyvia-schedules.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "skyvia-schedules-report-"));
const file = join(folder, "report.html");
try {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error("there is no Chromium: run `npx -y pnpm@12 browser`");
  print(`Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})`);
  const written = await writeReport();
  print(`report of ${count} integrations: ${written.toFixed(0)} ms, ${(statSync(file).size / 1e6).toFixed(2)} MB`);
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await measurePage(browser, Number(rounds));
  await browser.close();
  for (const [what, times] of Object.entries(page)) print(`${what}: ${median(times).toFixed(0)} ms (${range(times)})`);
} finally {
  rmSync(folder, { recursive: true });
}

/** Writes the page, and says how long that took in milliseconds. */
async function writeReport(): Promise<number> {
  const seed = join(folder, "seed.json");
  writeFileSync(seed, JSON.stringify(busySeed(Number(count))));
  const config = `version: 1
workspaces:
  - id: 1
    name: Production
    integrations:
      - { match: "stg-*", schedule: disabled, owner: staging, tags: [staging] }
      - { match: "*", schedule: enabled, owner: data-platform, tags: [finance, nightly] }
freezes:
  - { name: night, select: { tag: finance }, cron: "0 1 * * *", duration: 2h, timeZone: Europe/Berlin }
`;
  writeFileSync(join(folder, "skyvia.yaml"), config);
  const emulator = await startEmulatorProcess(tool, seed);
  try {
    const env = { ...process.env, SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token };
    const started = performance.now();
    const args = [tool, "report", "--out", file, "--format", "json"];
    execFileSync(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "ignore", "ignore"] });
    return performance.now() - started;
  } finally {
    await emulator.close();
  }
}

/** Every integration has its schedule and ten runs, one in ten of them failed. */
function busySeed(size: number): Seed {
  const day = 86_400_000;
  const now = Date.now();
  const workspaces = generateSeed(size).workspaces.map((workspace) => ({
    ...workspace,
    integrations: (workspace.integrations ?? []).map((one, index): SeedIntegration => ({
      ...one,
      schedule: index % 3 === 0 ? "disabled" : "enabled",
      executions: Array.from({ length: 10 }, (_, nth) => ({
        date: new Date(now - (nth + 1) * day).toISOString(),
        state: (index + nth) % 10 === 0 ? ("Failed" as const) : ("Succeeded" as const),
      })),
    })),
  }));
  return { workspaces };
}

/** The time until the visible part is drawn, in milliseconds. */
async function measurePage(browser: Browser, times: number): Promise<Record<string, readonly number[]>> {
  const found: Record<string, number[]> = { "to open": [], "to search": [], "to show all again": [], "to sort": [] };
  for (let round = 0; round < times; round++) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const drawn = async (): Promise<unknown> =>
      page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
      const started = performance.now();
      await work();
      await drawn();
      found[what]?.push(performance.now() - started);
    };
    await timed("to open", async () => page.goto(pathToFileURL(file).href));
    await timed("to search", async () => page.fill("input[type=search]", "nightly orders"));
    await timed("to show all again", async () => page.fill("input[type=search]", ""));
    await timed("to sort", async () => page.click("th.name button"));
    await page.close();
  }
  return found;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}

function range(times: readonly number[]): string {
  return `${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
