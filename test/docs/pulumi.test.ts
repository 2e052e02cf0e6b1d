import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadDesired } from "@skyvia-schedules/core/yaml";
import { parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { checkOptions } from "../../packages/provider/src/program/preconditions.ts";
import { programProblem } from "../../packages/provider/src/program/program-problem.ts";
import { failureOf, type Properties } from "../../packages/provider/test/called.ts";
import { programFolder } from "../../packages/provider/test/process/provider-process.ts";
import { startProvider } from "../../packages/provider/test/server/in-process.ts";
import { fences, type Fence } from "./fences.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const documents = ["docs/pulumi.md", "packages/provider/README.md"].map((document, index) => ({
  document,
  blocks: fences(readFileSync(join(root, document), "utf8")).map((block) => ({
    ...block,
    /** Where it is written, if it is a program. */
    file: `program-${index}-${block.line}.ts`,
  })),
}));
const blocks = documents.flatMap((document) => document.blocks);
const programs = blocks.filter(({ language }) => language === "ts");

const seed = `
tokens:
  all: { value: all-token, scopes: all }
  reader: { value: reader-token, scopes: [Integration / Read, Integration / Read Schedule] }
workspaces:
  - id: 123
    name: Production
    integrations:
      - { id: 456, name: Nightly orders, type: import, schedule: disabled }
      - { id: 457, name: Hourly leads, type: export, schedule: enabled }
      - { id: 458, name: Partner feed, type: sync, schedule: undefined }
`;

let emulator: Emulator;
let folder: string;
let registered: Readonly<Record<string, readonly Registered[]>>;
beforeAll(async () => {
  emulator = await startEmulator({ seed: parseSeed(seed, "seed.yaml") });
  folder = programFolder();
  writeFileSync(join(folder, "runner.mjs"), runner);
  const sdk = createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json");
  mkdirSync(join(folder, "node_modules/@pulumi"));
  symlinkSync(dirname(sdk), join(folder, "node_modules/@pulumi/pulumi"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const { name, lines } of blocks) if (name.includes(".")) writeFileSync(join(folder, name), lines.join("\n"));
  for (const { file, lines } of programs) writeFileSync(join(folder, file), lines.join("\n"));
  registered = await runPrograms(programs.map(({ file }) => file));
}, 60_000);
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** Runs programs one after the other with an engine that only notes what each registers, and prints that. */
const runner = `
import { runtime } from "@pulumi/pulumi";
import { waitForRPCs } from "@pulumi/pulumi/runtime/settings.js";
runtime.setAllConfig(JSON.parse(process.env.CONFIG));
const all = {};
for (const program of process.argv.slice(2)) {
  const registered = all[program] = [];
  const newResource = ({ type, inputs }) => (registered.push({ type, inputs }), { id: "123/456", state: inputs });
  await runtime.setMocks({ newResource, call: () => ({}) }, "project", "stack", false);
  await import("./" + program);
  await waitForRPCs();
}
process.once("beforeExit", () => process.stdout.write("\\n" + JSON.stringify(all)));
`;

interface Registered {
  readonly type: string;
  readonly inputs: Properties;
}

/** Programs must run to their end. What each registers, by the name of its file. */
async function runPrograms(files: readonly string[]): Promise<Readonly<Record<string, readonly Registered[]>>> {
  const config = { "project:westToken": emulator.token, "skyvia:baseUrl": emulator.url };
  const env = {
    ...process.env,
    CONFIG: JSON.stringify(config),
    SKYVIA_TOKEN: emulator.token,
    SKYVIA_BASE_URL: emulator.url,
  };
  const { stdout } = await promisify(execFile)(process.execPath, ["runner.mjs", ...files], { cwd: folder, env });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n"))) as Readonly<Record<string, readonly Registered[]>>;
}

/** Every resource of a program must pass the provider's own check. */
async function checkRegistered(resources: readonly Registered[]): Promise<void> {
  await using provider = await startProvider();
  for (const { type, inputs } of resources) {
    if (type === "pulumi:providers:pulumi-nodejs") continue;
    expect(await provider.check(inputs)).toMatchObject({ failures: [] });
  }
  expect(resources.length + emulator.requests().length).toBeGreaterThan(0);
}

/** A block with a name is a file of the program's folder. */
function checkFile({ name, lines }: Fence): void {
  const text = `${lines.join("\n")}\n`;
  expect(parseDocument(text).errors).toEqual([]);
  if (name === "skyvia.yaml") {
    expect(loadDesired([{ file: name, bytes: new TextEncoder().encode(text) }]).problems).toEqual([]);
  }
}

const one = { workspaceId: 123, integrationId: 456, enabled: true };

/** The message of a call that fails, with an account of its own. */
async function tell(inputs: Properties, config: Readonly<Record<string, string>> = {}): Promise<string> {
  const settings = { "skyvia:token": emulator.token, "skyvia:baseUrl": emulator.url, ...config };
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ""));
  await using provider = await startProvider({ config: given });
  return (await failureOf(provider.create(inputs))).message;
}

function programFolderWith(version: string | null): string {
  const find = (name: string): unknown => {
    if (version === null) throw new Error(`Cannot find module '${name}'`);
    return { version };
  };
  return programProblem(Object.assign(find, { resolve: (name: string) => String(find(name)) }), "/infra") ?? "";
}

/** How each message of the document comes about. */
const messages: Readonly<Record<string, () => Promise<string> | string>> = {
  "no-token": () => tell(one, { "skyvia:token": "" }),
  refused: () => tell({ workspaceId: 123, schedules: {} }, { "skyvia:token": "another" }),
  scope: () => tell(one, { "skyvia:token": emulator.tokens.get("reader") ?? "" }),
  "not-defined": () => tell({ ...one, integrationId: 458 }),
  renamed: () => tell({ ...one, name: "Weekly orders" }),
  gone: () => tell({ ...one, integrationId: 999 }),
  unmanaged: () => tell({ workspaceId: 123, schedules: { 456: "enabled" }, unmanaged: "fail" }),
  "base-url": () => tell(one, { "skyvia:baseUrl": "http://skyvia.example.com" }),
  "not-a-dependency": () => programFolderWith(null),
  "old-sdk": () => programFolderWith("3.200.0"),
  import: () => {
    try {
      checkOptions("orders", { import: "123/456" });
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  },
};

/** Commands that are typed; the engine's own tests run them. */
const commands = [
  "npm install @pulumi/pulumi @skyvia-schedules/pulumi",
  "pulumi config set --secret skyvia:token",
  "pulumi preview --refresh --diff",
  "pulumi up --refresh",
];

describe.each(documents)("$document", (document) => {
  for (const block of document.blocks) {
    test(`line ${block.line}: ${block.language} ${block.name}`, async () => {
      switch (block.language) {
        case "ts":
          return checkRegistered(registered[block.file] ?? []);
        case "yaml":
          return checkFile(block);
        case "sh":
          return block.lines.forEach((line) => expect(commands).toContain(line));
        case "text":
          return expect(await messages[block.name]?.()).toBe(block.lines.join("\n"));
        default:
          throw new Error(`nobody runs blocks of ${block.language}`);
      }
    });
  }
});

test("the programs of both are of the right types", async () => {
  expect(programs.length).toBeGreaterThan(1);
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: "nodenext",
    target: "es2024",
    lib: ["es2024"],
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["program-*.ts"] }));
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", folder]).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(stdout).toBe("");
});

test("docs/pulumi.md has every message that is made here", () => {
  const texts = blocks.filter(({ language }) => language === "text");
  expect(texts.map(({ name }) => name).toSorted()).toEqual(Object.keys(messages).toSorted());
});
