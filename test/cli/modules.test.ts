import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { start, type Ended } from "./binary.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Prints on stderr, at the end, the address of every module that was loaded. */
const watcher = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  process.on("exit", () => process.stderr.write(JSON.stringify(loaded)));
`)}`;

const runs = new Map<string, Promise<Ended>>();

/** Runs a command line with the watcher, once for all tests. The working directory is the root of this repository. */
async function runWatched(line: string): Promise<Ended> {
  const run = runs.get(line) ?? start(line.split(" "), { cwd: root, node: ["--import", watcher] }).ended;
  runs.set(line, run);
  return run;
}

/** The files and modules of Node.js that a command line loads, with the source files that each file of the bundle names. */
async function modulesOf(line: string, exitCode = 0): Promise<readonly string[]> {
  const ended = await runWatched(line);
  expect(ended.code).toBe(exitCode);
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

const demo = "packages/cli/demo/skyvia.yaml";

/** A verb that needs all modules, up to the missing token. */
const modulesOfPlan = async (): Promise<readonly string[]> => modulesOf(`plan -f ${demo}`, 6);

/** The source files of the whole bundle. */
function partsOfBundle(): readonly string[] {
  const bundle = join(root, "packages/cli/bundle");
  return partsOf(readdirSync(bundle).map((name) => pathToFileURL(join(bundle, name)).href));
}

describe("what is loaded", () => {
  test("the emulator is in the bundle, and a verb that uses the API does not load it", async () => {
    const emulator = /packages\/emulator\/|node_modules\/fastify\//;
    for (const files of [await modulesOf("emulator --help"), await modulesOfPlan()]) {
      expect(files.filter((file) => emulator.test(file))).toEqual([]);
    }
    expect(partsOfBundle().filter((file) => emulator.test(file)).length).toBeGreaterThan(50);
  });

  test("only watch loads the library of its metrics", async () => {
    const metrics = /node_modules\/prom-client\/|cli\/src\/watch\//;
    for (const files of [
      await modulesOf("watch --help"),
      await modulesOf(`validate -f ${demo}`),
      await modulesOfPlan(),
    ]) {
      expect(files.filter((file) => metrics.test(file))).toEqual([]);
    }
    expect(partsOfBundle().filter((file) => metrics.test(file)).length).toBeGreaterThan(10);
  });

  test.each(["version", "--version", "--help", "plan --help", "help plan"])(
    "%s: no HTTP, no YAML, no schema",
    async (line) => {
      expect((await modulesOf(line)).filter((file) => heavy.test(file))).toEqual([]);
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
    expect((await modulesOfPlan()).some((file) => file.includes("/bundle/session-"))).toBe(true);
    const files = await modulesOf(`validate -f ${demo}`);
    expect(files.some((file) => file.includes("node_modules/yaml/"))).toBe(true);
    expect(files.filter((file) => file.includes("node_modules/undici/"))).toEqual([]);
  });
});
