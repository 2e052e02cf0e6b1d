import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Ten times the random cases take ten times as long. */
const patience = 60_000 * Math.max(1, Number(process.env["SKYVIA_LAWS_RUNS"] ?? "1"));

// Processes that tests start with this environment load what is compiled already: the SDK of Pulumi, tsc, the client.
process.env["NODE_COMPILE_CACHE"] ??= join(tmpdir(), "skyvia-schedules-compiled");

export default defineConfig({
  test: {
    reporters: ["default"],
    // A third file runs while two wait for processes.
    maxWorkers: 3,
    maxConcurrency: 12,
    projects: [
      {
        test: {
          name: "packages",
          include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/engine/**", "test/release/**"],
          testTimeout: patience,
          hookTimeout: patience,
          // One process runs one file after another: modules are loaded once, and no test changes the state of a module.
          isolate: false,
          // A small heap costs little collection and makes each start of a process a third: the kernel copies the page table.
          execArgv: ["--max-old-space-size=512", "--max-semi-space-size=8"],
          // Built files are loaded as users load them, and not transformed.
          server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
        },
      },
      {
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts"],
          globalSetup: "test/engine/engine-setup.ts",
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: "release",
          include: ["test/release/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
