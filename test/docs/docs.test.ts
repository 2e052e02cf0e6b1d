import { execFile } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDesired } from "@skyvia-schedules/core/yaml";
import { parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runHere } from "../cli/in-process.ts";
import { fences, shownCommands, withFences, type Fence } from "./fences.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const bin = join(root, "packages/cli/bin/skyvia-schedules.js");

/**
 * Documents whose blocks are run, each in a folder of its own, against an emulator with the seed of examples/yaml. The
 * folder is a copy of that example, or empty. The built binary runs the first command of the README, and this process all
 * others, which is much quicker. test/release/quickstart.test.ts types the quickstart, with the installed tool.
 */
const documents = [
  ["README.md", "example"],
  ["docs/quickstart.md", "empty"],
  ["docs/yaml.md", "example"],
  ["docs/plan-and-apply.md", "example"],
  ["docs/drift.md", "example"],
  ["docs/guards.md", "example"],
  ["docs/operations.md", "example"],
  ["docs/reliability.md", "example"],
  ["docs/troubleshooting.md", "example"],
  ["docs/emulator.md", "example"],
  ["docs/client.md", "example"],
  ["docs/comparison.md", "example"],
  ["docs/watch.md", "example"],
  ["examples/yaml/README.md", "example"],
  ["packages/client/README.md", "example"],
  ["packages/core/README.md", "example"],
  ["packages/emulator/README.md", "example"],
  ["docs/gitops.md", "empty"],
  ["docs/benchmarks.md", "example"],
] as const;

/** Pages whose blocks other tests run, or that have none to run, with the reason. */
const runElsewhere: Readonly<Record<string, string>> = {
  "docs/cli.md": "is made from the help, whose examples test/cli/help.test.ts runs",
  "docs/pulumi.md": "test/docs/pulumi.test.ts",
  "docs/pulumi-api.md": "is made from the types of the plugin",
  "docs/pulumi-plugin.md": "test/docs/pulumi-plugin.test.ts and page-commands.test.ts",
  "docs/pulumi-python.md": "test/docs/page-commands.test.ts names the tests of the engine",
  "examples/pulumi/README.md": "test/engine/example.test.ts",
  "examples/pulumi-go/README.md": "test/engine/plugin-sdks.test.ts compiles the program",
  "examples/pulumi-python/README.md": "test/engine/plugin-examples.test.ts",
  "examples/pulumi-yaml/README.md": "test/engine/plugin-examples.test.ts",
  "packages/cli/README.md": "test/release/packages.test.ts installs the package and runs it",
  "packages/provider/README.md": "test/docs/pulumi.test.ts",
};

test("every page with commands or code is run", () => {
  const run = new Set<string>([...documents.map(([document]) => document), ...Object.keys(runElsewhere)]);
  const files = globSync(["*.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md"], { cwd: root });
  const withBlocks = files.filter((file) =>
    fences(readFileSync(join(root, file), "utf8")).some(({ language }) =>
      /^(sh|bash|console|ts|js|yaml)$/.test(language),
    ),
  );
  expect(withBlocks.filter((file) => !run.has(file))).toEqual([]);
});

/** Lines that make this tool the one that is typed. test/release/quickstart.test.ts types those of the quickstart. */
const madeHere: readonly RegExp[] = [
  /^alias skyvia-schedules="node \$PWD\/packages\/cli\/bin\/skyvia-schedules\.js"$/,
  /^npx -y pnpm@12 --filter skyvia-schedules pack$/,
  /^npm install --prefix tool \.\/skyvia-schedules-\S+\.tgz$/,
  /^export PATH="\$PWD\/tool\/node_modules\/\.bin:\$PATH"$/,
];

/** The first commands that a newcomer types. */
const firstCommand = fences(readFileSync(join(root, "README.md"), "utf8")).flatMap(shownCommands)[0]?.command;

const updates = process.env["UPDATE_DOCS"] === "1";

describe.each(documents)("%s", (document, start) => {
  const blocks = fences(readFileSync(join(root, document), "utf8"));
  let emulator: Emulator;
  let folder: string;
  /** Where the commands are typed: the folder, until a `cd` goes into one below it. */
  let cwd: string;
  const env: Record<string, string | undefined> = { ...process.env, NO_COLOR: "1" };
  const rewritten = new Map<Fence, readonly string[]>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "docs-"));
    cwd = folder;
    const example = join(root, "examples/yaml");
    if (start === "example") cpSync(example, folder, { recursive: true });
    emulator = await startEmulator({ seed: parseSeed(readFileSync(join(example, "seed.yaml"), "utf8"), "seed.yaml") });
    Object.assign(env, gitEnv(folder), { SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token });
  });

  afterAll(async () => {
    if (updates) writeFileSync(join(root, document), withFences(readFileSync(join(root, document), "utf8"), rewritten));
    await emulator.close();
    rmSync(folder, { recursive: true });
  });

  for (const block of blocks) {
    test(`line ${block.line}: ${block.language}`, async () => {
      await check(block);
    });
  }

  async function check(block: Fence): Promise<void> {
    switch (block.language) {
      case "yaml":
        return checkYaml(block);
      case "console":
        return checkConsole(block);
      case "sh":
        for (const command of block.lines) await runLine(command);
        return undefined;
      case "ts":
        return undefined; // programs.test.ts runs all of them in one process
      default:
        throw new Error(`nobody runs blocks of ${block.language}`);
    }
  }

  /** Each command must print what the block shows; with UPDATE_DOCS=1 the block is written anew instead. */
  async function checkConsole(block: Fence): Promise<void> {
    const printed: string[] = [];
    for (const { command, output } of shownCommands(block)) {
      const isWatch = / watch( |$)/.test(command);
      const now = isWatch ? await watched(command) : await runShown(command);
      if (!updates) expect(isWatch ? timeless(now) : now).toBe(isWatch ? timeless(output) : output);
      const kept = isWatch && timeless(now) === timeless(output) ? output : now;
      printed.push(`$ ${command}`, ...(kept === "" ? [] : kept.split("\n")));
    }
    rewritten.set(block, printed);
  }

  /** A block with a name is a file for the commands after it; one without must be valid by itself. */
  function checkYaml({ name, lines }: Fence): void {
    const text = `${lines.join("\n")}\n`;
    if (name === "seed.yaml") parseSeed(text, name);
    if (name !== "") return writeFileSync(join(cwd, name), text);
    const { problems } = loadDesired([{ file: "block.yaml", bytes: new TextEncoder().encode(text) }]);
    return expect(problems).toEqual([]);
  }

  async function runShown(command: string): Promise<string> {
    const [, into] = /^cd ([\w-]+)$/.exec(command) ?? [];
    if (into !== undefined) {
      cwd = join(cwd, into);
      return "";
    }
    const { output, code } = await started(command);
    return `${output}${code === 0 ? "" : `exit code ${code}\n`}`.replace(/\n$/, "");
  }

  /** A line to type that shows no output: it must succeed. */
  async function runLine(command: string): Promise<void> {
    const script = /^npx -y pnpm@12 ([\w:]+)$/.exec(command)?.[1];
    if (script !== undefined) {
      const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
      return expect(Object.keys(scripts)).toContain(script); // run as they are by the demo's own test, and by whoever runs this one
    }
    if (madeHere.some((line) => line.test(command))) return undefined;
    if (command === "cd examples/yaml") return undefined; // every block runs there
    if (command.startsWith("export ")) {
      for (const [, name = "", value = ""] of command.matchAll(/(\w+)=(\S+)/g)) {
        if (name !== "SKYVIA_BASE_URL") env[name] = value; // where ours listens differs from run to run
      }
      return undefined;
    }
    if (command.startsWith("unset ")) {
      for (const name of command.split(" ").slice(1)) env[name] = undefined;
      return undefined;
    }
    if (command.includes(" emulator ")) return serves(command);
    const { code, output } = await started(command);
    return expect(code, output).toBe(0);
  }

  /** The emulator of the document starts as it is typed, but for the port. */
  async function serves(command: string): Promise<void> {
    const argv = words(command.replace(/--port \d+/, "--port 0"));
    const output = await stoppedAfter(/SKYVIA_TOKEN=/, argv, command.includes("examples/") ? root : cwd);
    expect(output).toMatch(/^The emulator serves http:\/\/127\.0\.0\.1:\d+;/);
  }

  /** A watch is ended after its first sweep, as Ctrl-C does. */
  async function watched(command: string): Promise<string> {
    const output = await stoppedAfter(/sweep \(start\)/, [...words(command), "--listen", "127.0.0.1:0"], cwd);
    return output.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:9464").trimEnd();
  }

  /** What a command that runs until Ctrl-C prints. Ctrl-C comes as soon as the command has printed a text. */
  async function stoppedAfter(shown: RegExp, argv: readonly string[], typedIn: string): Promise<string> {
    const listeners: ((signal: "SIGINT") => void)[] = [];
    let output = "";
    const write = (text: string): void => {
      output += text;
      if (shown.test(output)) for (const listener of listeners.splice(0)) listener("SIGINT");
    };
    await runHere(argv, {
      cwd: typedIn,
      env,
      stdout: { isTerminal: false, columns: 80, failure: null, flush: async () => {}, write },
      onSignal: (listener) => {
        listeners.push(listener);
        return () => {};
      },
    });
    return output;
  }

  async function started(command: string): Promise<{ output: string; code: number }> {
    if (/^(npx )?skyvia-schedules /.test(command) && command !== firstCommand) {
      const onWait = (ms: number): void => emulator.clock.move(ms);
      const { stdout, stderr, code } = await runHere(words(command), { cwd, env, onWait });
      return { output: stdout + stderr, code: code ?? 1 };
    }
    const [program, argv] = programOf(command);
    return new Promise((resolve) => {
      execFile(program, argv, { cwd, env }, (error, stdout, stderr) => {
        resolve({ output: stdout + stderr, code: error === null ? 0 : Number(error.code) });
      });
    });
  }
});

/** What runs a command: git, a shell for curl, or this tool. */
function programOf(command: string): readonly [program: string, argv: string[]] {
  if (command.startsWith("git ")) return ["git", split(command).slice(1)];
  if (command.startsWith("curl ")) return ["sh", ["-c", command]];
  return [process.execPath, [bin, ...words(command)]];
}

/** A log without what differs from run to run: when, and how long it took. */
function timeless(log: string): string {
  return log.replaceAll(/^\S+Z /gm, "").replaceAll(/ in \d+\.\d s/g, "");
}

/** The arguments of a command that starts this tool, however it is started. */
function words(command: string): string[] {
  const argv = /^(?:npx )?skyvia-schedules (.*)$/.exec(command)?.[1];
  if (argv === undefined) throw new Error(`nobody runs ${JSON.stringify(command)}`);
  return split(argv);
}

/** The words of a command line; those with spaces are in double quotes. */
function split(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}

/** Git as it is on a machine on which nobody has set it up. */
function gitEnv(home: string): Readonly<Record<string, string>> {
  const [name, email] = ["Ana", "ana@example.com"];
  return {
    HOME: home,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}
