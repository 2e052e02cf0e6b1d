import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { packPackages } from "../../scripts/pack-packages.ts";
import { fences, shownCommands, type Fence } from "../docs/fences.ts";

// A newcomer with the packed command line and nothing of this repository types what the quickstart says, line by line.

const root = fileURLToPath(new URL("../../", import.meta.url));
const page = readFileSync(join(root, "docs/quickstart.md"), "utf8");
const top = mkdtempSync(join(tmpdir(), "newcomer-"));
const folder = join(top, "empty");
const terminals: Terminal[] = [];

afterAll(() => {
  for (const terminal of terminals) terminal.close();
  rmSync(top, { recursive: true, force: true });
});

test("a newcomer with the packed file alone follows the quickstart to a merged first plan that is empty", async () => {
  const { typed, file } = blocksToType();
  const port = String(await freePort());
  placePackage(file);
  expect(JSON.stringify(newcomer())).not.toContain(root);
  const began = performance.now();
  const times: [what: string, milliseconds: number][] = [];

  let terminal = openTerminal();
  let last: Typed = { output: "", code: null };
  for (const block of typed) {
    if (block.language === "yaml") {
      writeFileSync(join(terminal.folder, block.name), `${block.lines.join("\n")}\n`);
      continue;
    }
    for (const { command, output } of commandsOf(block)) {
      const before = performance.now();
      const line = command.replace("8086", port);
      if (/ emulator /.test(line)) {
        expect(await terminal.typeUntil(line, "export SKYVIA_BASE_URL=")).toContain(`http://127.0.0.1:${port}`);
        terminal = openTerminal(); // the emulator keeps running in the first one
        await terminal.type(pathLine(typed));
      } else {
        last = await terminal.type(line);
        expect(last, line).toMatchObject({ code: 0 });
        if (output !== null) expect(last.output, line).toBe(output);
      }
      times.push([line.slice(0, 60), performance.now() - before]);
    }
  }

  expect(last.output).toContain("Plan: nothing to change");
  const git = await terminal.type("git log --format=%s main && git status --porcelain");
  expect(git).toEqual({ output: "Run nightly orders\nStart from what is live", code: 0 });
  expect((await terminal.type("command -v skyvia-schedules")).output).toContain(folder);
  report(times, performance.now() - began);
}, 180_000);

/** The blocks of the page behind those that need a clone, and the name that the page gives the packed file. */
function blocksToType(): { readonly typed: readonly Fence[]; readonly file: string } {
  const blocks = fences(page);
  const install = blocks.findIndex(({ lines }) => lines.some((line) => line.startsWith("npm install ")));
  const inClone = blocks.slice(0, install).flatMap(({ lines }) => lines);
  expect(inClone).toEqual(["npx -y pnpm@12 build", "npx -y pnpm@12 --filter skyvia-schedules pack"]);
  const [file] = /skyvia-schedules-\S+\.tgz/.exec(blocks[install]?.lines.join("\n") ?? "") ?? [];
  if (file === undefined) throw new Error("the quickstart installs no packed file");
  return { typed: blocks.slice(install), file };
}

/** `output` is null if the page shows none. */
function commandsOf(block: Fence): readonly { readonly command: string; readonly output: string | null }[] {
  if (block.language === "console") return shownCommands(block);
  expect(block.language).toBe("sh");
  return block.lines.map((command) => ({ command, output: null }));
}

function pathLine(blocks: readonly Fence[]): string {
  const line = blocks.flatMap(({ lines }) => lines).find((text) => text.startsWith("export PATH="));
  if (line === undefined) throw new Error("the quickstart does not say how the command is found");
  return line;
}

/** Puts the packed command line alone into the empty folder, and Node.js of the right version on the newcomer's PATH. */
function placePackage(file: string): void {
  const packs = join(top, "packs");
  mkdirSync(packs);
  mkdirSync(folder);
  mkdirSync(join(top, "bin"));
  symlinkSync(process.execPath, join(top, "bin/node"));
  const tarball = packPackages(packs).find(({ name }) => name === "skyvia-schedules")?.tarball ?? "";
  copyFileSync(tarball, join(folder, file));
}

interface Typed {
  readonly output: string;
  readonly code: number | null;
}

/** A shell in the empty folder, in which one line after another is typed. */
interface Terminal {
  /** Where it is. */
  readonly folder: string;
  readonly type: (line: string) => Promise<Typed>;
  /** Types a line that does not end, and resolves with its output once that has a text. */
  readonly typeUntil: (line: string, text: string) => Promise<string>;
  readonly close: () => void;
}

function openTerminal(): Terminal {
  const shell = spawn("bash", ["--noprofile", "--norc"], { cwd: folder, env: newcomer(), detached: true });
  shell.stdin.on("error", () => {}); // it was closed
  let at = folder;
  const terminal: Terminal = {
    get folder() {
      return at;
    },
    type: async (line) => {
      const end = `end-of-line-${Math.random()}`;
      const printed = await until(
        shell,
        `{ ${line}\n} 2>&1; echo "${end} $? $PWD"\n`,
        new RegExp(`${end} (\\d+) (.*)\\n`),
      );
      at = printed.match[2] ?? at;
      return { output: printed.before.replace(/\n$/, ""), code: Number(printed.match[1]) };
    },
    typeUntil: async (line, text) => (await until(shell, `${line}\n`, new RegExp(`${text}[^]*?\\n`))).all,
    close: () => {
      if (shell.pid !== undefined && shell.exitCode === null) process.kill(-shell.pid, "SIGTERM");
    },
  };
  terminals.push(terminal);
  return terminal;
}

/** Writes to a shell and reads until its output has a pattern. */
async function until(
  shell: ChildProcessWithoutNullStreams,
  input: string,
  pattern: RegExp,
): Promise<{ readonly before: string; readonly all: string; readonly match: RegExpExecArray }> {
  return new Promise((resolve, reject) => {
    let all = "";
    const done = (): void => {
      shell.stdout.off("data", read);
      shell.off("exit", ended);
    };
    const read = (part: Buffer): void => {
      all += part.toString();
      const match = pattern.exec(all);
      if (match === null) return;
      done();
      resolve({ before: all.slice(0, match.index), all, match });
    };
    const ended = (): void => {
      done();
      reject(new Error(`the shell has ended: ${all}`));
    };
    shell.stdout.on("data", read);
    shell.once("exit", ended);
    shell.stdin.write(input);
  });
}

/** The environment of somebody who has Node.js, npm and git, and a name for commits. Nothing in it is of this repository. */
function newcomer(): Readonly<Record<string, string>> {
  const [name, email] = ["Ana", "ana@example.com"];
  const { npm_config_registry: registry } = process.env;
  return {
    PATH: `${join(top, "bin")}:/usr/local/bin:/usr/bin:/bin`,
    HOME: top,
    LANG: "C.UTF-8",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    ...(registry === undefined ? {} : { npm_config_registry: registry }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What docs/quickstart.md says about the time comes from here. */
function report(times: readonly (readonly [string, number])[], all: number): void {
  const slowest = times.toSorted((a, b) => b[1] - a[1]).slice(0, 5);
  const lines = slowest.map(([what, time]) => `  ${(time / 1000).toFixed(1)} s  ${what}`);
  process.stdout.write(
    `The quickstart took ${(all / 1000).toFixed(1)} s with ${times.length} commands; the slowest:\n${lines.join("\n")}\n`,
  );
}
