import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { start } from "./binary.ts";

/** Prints on stderr, at the end, the address of every module that was loaded. */
const watcher = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  process.on("exit", () => process.stderr.write(JSON.stringify(loaded)));
`)}`;

/** The source files of the modules that a command line loads: each file of the bundle names its source files. */
async function modulesOf(...args: string[]): Promise<readonly string[]> {
  const ended = await start(args, { cwd: process.cwd(), node: ["--import", watcher] }).ended;
  expect(ended.code).toBe(0);
  const urls = urlsIn(ended.stderr);
  const parts = partsOf(urls);
  expect(parts.some((file) => file.endsWith("bundle/main.js"))).toBe(true);
  return [...parts, ...urls.filter((url) => url.startsWith("node:"))];
}

/** The addresses that the watcher printed at the end. */
function urlsIn(stderr: string): readonly string[] {
  return JSON.parse(stderr.slice(stderr.lastIndexOf("["))) as readonly string[];
}

/** The files among some addresses, with the source files that each was made of. */
function partsOf(urls: readonly string[]): readonly string[] {
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  return files.flatMap((file) => [
    file,
    ...[...readFileSync(file, "utf8").matchAll(/^\/\/(?:#region)? ?(\S+\.[cm]?[jt]s)$/gm)].map(([, path = ""]) => path),
  ]);
}

const heavy =
  /node_modules\/(undici|yaml|picomatch|fastify|prom-client)\/|packages\/client\/|schema-validator|plan-validator|^node:https?$/;

describe("what is loaded", () => {
  test("the emulator is in the bundle, and a verb that uses the API does not load it", async () => {
    const emulator = /packages\/emulator\/|node_modules\/fastify\//;
    expect((await modulesOf("emulator", "--help")).filter((file) => emulator.test(file))).toEqual([]);
    const { stderr } = await start(["workspaces"], { cwd: process.cwd(), node: ["--import", watcher] }).ended;
    expect(partsOf(urlsIn(stderr)).filter((file) => emulator.test(file))).toEqual([]);
    const bundle = fileURLToPath(new URL("../../packages/cli/bundle/", import.meta.url));
    const chunks = readdirSync(bundle).map((name) => pathToFileURL(bundle + name).href);
    expect(partsOf(chunks).filter((file) => emulator.test(file)).length).toBeGreaterThan(50);
  });

  test("only watch loads the library of its metrics", async () => {
    const metrics = /node_modules\/prom-client\/|cli\/src\/watch\//;
    for (const line of ["watch --help", "validate -f packages/cli/demo/skyvia.yaml"]) {
      expect((await modulesOf(...line.split(" "))).filter((file) => metrics.test(file))).toEqual([]);
    }
    const { stderr } = await start(["plan"], { cwd: process.cwd(), node: ["--import", watcher] }).ended;
    expect(partsOf(urlsIn(stderr)).filter((file) => metrics.test(file))).toEqual([]);
    const bundle = fileURLToPath(new URL("../../packages/cli/bundle/", import.meta.url));
    const chunks = readdirSync(bundle).map((name) => pathToFileURL(bundle + name).href);
    expect(partsOf(chunks).filter((file) => metrics.test(file)).length).toBeGreaterThan(10);
  });

  test.each(["version", "--version", "--help", "plan --help", "help plan"])(
    "%s: no HTTP, no YAML, no schema",
    async (line) => {
      expect((await modulesOf(...line.split(" "))).filter((file) => heavy.test(file))).toEqual([]);
    },
  );

  test("version: only the bin and one file", async () => {
    const files = (await modulesOf("version")).filter((file) => file.startsWith("/") || /^[A-Z]:/.test(file));
    expect(files.map((file) => file.replace(/^.*packages.cli./, ""))).toEqual([
      "bin/skyvia-schedules.js",
      "bundle/main.js",
    ]);
  });

  test("the watcher sees the modules of a verb that needs all of them", async () => {
    const { stderr } = await start(["workspaces"], { cwd: process.cwd(), node: ["--import", watcher] }).ended;
    expect(stderr).toMatch(/bundle\/session-/);
    const files = await modulesOf(
      "validate",
      "-f",
      fileURLToPath(new URL("../../packages/cli/demo/skyvia.yaml", import.meta.url)),
    );
    expect(files.some((file) => file.includes("node_modules/yaml/"))).toBe(true);
    expect(files.filter((file) => file.includes("node_modules/undici/"))).toEqual([]);
  });
});
