import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { generateSeed } from "@skyvia-schedules/emulator";
import { run } from "skyvia-schedules/run";
import { describe, test, type ExpectStatic } from "vitest";
import type { Ended, Running } from "./binary.ts";
import { testIo, type Written } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

/** A place with a pipe that nobody writes to, and a git that never answers. */
async function openHanging(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  place.write("schema-in-a-pipe.yaml", `# yaml-language-server: $schema=pipe\n${config}`);
  execFileSync("mkfifo", [join(place.folder, "pipe")]);
  mkdirSync(join(place.folder, "bin"));
  writeFileSync(join(place.folder, "bin/git"), "#!/bin/sh\n: > asked\nsleep 60\n");
  chmodSync(join(place.folder, "bin/git"), 0o755);
  return place;
}

/** The waits of a run: the command line, settings, and the message of a run that is out of time. */
const waits: readonly (readonly [string, string, Readonly<Record<string, string>>, string])[] = [
  ["the token on stdin", "list -w 7 --token-file -", {}, "the token from stdin"],
  ["the token in a pipe", "list -w 7 --token-file pipe", {}, "the token from pipe"],
  [
    "the token of SKYVIA_TOKEN_FILE",
    "list -w 7",
    { SKYVIA_TOKEN: "", SKYVIA_TOKEN_FILE: "pipe" },
    "the token from pipe",
  ],
  ["a pipe of -f", "plan -f pipe", {}, "pipe"],
  ["stdin of -f", "plan -f -", {}, "stdin (-f)"],
  ["/dev/stdin of -f", "apply --yes -f /dev/stdin", {}, "stdin (-f)"],
  ["a saved plan", "apply --yes pipe", {}, "pipe"],
  ["a ledger", "drift --ledger pipe", {}, "pipe"],
  ["the ledger of explain", "explain 1 -w 7 --ledger pipe", {}, "pipe"],
  ["git", "drift", { PATH: "bin" }, "git (git rev-parse)"],
  ["the schema that a file names, in doctor", "doctor -f schema-in-a-pipe.yaml", {}, "pipe"],
  ["the files beside those of import", "import -w 7 --out new.yaml --merge -f pipe", {}, "pipe"],
];

function begin(place: Place, command: string, env: Readonly<Record<string, string>>): Running {
  const set = Object.entries(env).map(([name, value]) => [name, value === "" ? undefined : value]);
  const path = env["PATH"] === undefined ? {} : { PATH: `${join(place.folder, "bin")}:${process.env["PATH"]}` };
  return place.start(command.split(" "), { env: { ...Object.fromEntries(set), ...path }, input: null });
}

/** Waits until a process waits: for the pipe, for its stdin, or for git. Gives the descriptor of the pipe, if it is opened. */
async function waiting({ folder }: Place, { child }: Running): Promise<number | null> {
  for (;;) {
    const pipe = openToWrite(join(folder, "pipe"));
    if (pipe !== null || existsSync(join(folder, "asked")) || isPolled(child.pid, 0)) return pipe;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** null: nobody has opened it to read. */
function openToWrite(pipe: string): number | null {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

/** Whether the loop of a process waits for a descriptor. */
function isPolled(pid: number | undefined, descriptor: number): boolean {
  const folder = `/proc/${pid}/fdinfo`;
  return readdirSync(folder).some((name) => {
    try {
      return new RegExp(`^tfd: +${descriptor} `, "m").test(readFileSync(join(folder, name), "utf8"));
    } catch {
      return false; // closed meanwhile
    }
  });
}

async function signalled(place: Place, running: Running, signal: "SIGINT" | "SIGTERM"): Promise<Ended> {
  const pipe = await waiting(place, running);
  running.child.kill(signal);
  const ended = await running.ended;
  if (pipe !== null) closeSync(pipe);
  return ended;
}

const onLinux = describe.skipIf(!existsSync("/proc/self/status"));

onLinux.concurrent("a wait ends with the first signal", () => {
  const local: typeof waits = [
    ["the plan of show", "show pipe", {}, ""],
    ["a Pulumi stack", "validate --pulumi-stack pipe", {}, ""],
    ["the seed of the emulator", "emulator --port 0 --seed pipe", {}, ""],
    ["a pipe of validate", "validate -f pipe", {}, ""],
  ];
  test.for([...waits, ...local].flatMap(([what, ...rest], index) => [[what, index % 2, ...rest] as const]))(
    "for %s",
    { timeout: 30_000 },
    async ([, parity, command, env], { expect }) => {
      await using place = await openHanging();
      const [signal, code] = parity === 0 ? (["SIGINT", 130] as const) : (["SIGTERM", 143] as const);
      const { stderr, ...ended } = await signalled(place, begin(place, command, env), signal);
      expect([ended.code, stderr]).toEqual([
        code,
        expect.stringContaining(`error: stopped by ${signal} before anything was written`),
      ]);
    },
  );
});

onLinux.concurrent("a reader that does not read what is printed", () => {
  test.for([
    ["SIGINT", 130, "json"],
    ["SIGTERM", 143, "text"],
  ] as const)("ends after %s: %i, %s", { timeout: 30_000 }, async ([signal, code, format], { expect }) => {
    await using place = await openPlace({ seed: generateSeed(20_000) });
    const running = place.start(["list", "-w", "1", "--format", format]);
    running.child.stdout?.pause();
    while (!isPolled(running.child.pid, 1)) await new Promise((resolve) => setTimeout(resolve, 5));
    running.child.kill(signal);
    const [exited] = (await once(running.child, "exit")) as [number];
    expect(exited).toBe(code);
  });
});

describe.concurrent("a wait ends with --timeout, and the error names what the run waited for", () => {
  test.for(waits)("%s", { timeout: 30_000 }, async ([, command, env, what], { expect }) => {
    await using place = await openHanging();
    const { code, stderr } = await begin(place, `${command} --timeout 4s`, env).ended;
    expect([code, stderr.split("\n")[0]]).toEqual([1, `error: the run is out of time: it was waiting for ${what}`]);
    expect(place.writes()).toEqual([]);
  });
});

describe("a question on the terminal", () => {
  async function asked(
    expect: ExpectStatic,
    args: readonly string[],
    onQuestion: (send: (signal: "SIGINT") => void) => void,
  ) {
    await using place = await openHanging();
    const written: Written = { stdout: "", stderr: "" };
    const stdin: PassThrough & { isTTY?: boolean } = new PassThrough();
    stdin.isTTY = true;
    let send: (signal: "SIGINT") => void = () => {};
    const { stdout, ...io } = testIo(written, {
      cwd: place.folder,
      stdin,
      env: { SKYVIA_TOKEN: place.emulator.token, SKYVIA_BASE_URL: place.emulator.url },
      onSignal: (listener) => {
        send = listener;
        return () => {};
      },
    });
    const write = (text: string): void => {
      io.stderr.write(text);
      if (text.endsWith("[y/N] ")) onQuestion(send);
    };
    const stderr = { isTerminal: true, columns: 80, failure: null, flush: async () => {}, write };
    const { exitCode } = await run(args, { ...io, stdout, stderr });
    expect(place.writes()).toEqual([]);
    return [exitCode, written.stderr] as const;
  }

  test("ends with --timeout", async ({ expect }) => {
    const [code, stderr] = await asked(expect, ["apply", "--timeout", "2s"], () => {});
    expect([code, stderr]).toEqual([1, expect.stringContaining("out of time: it was waiting for your answer")]);
  });

  test("ends with a signal", async ({ expect }) => {
    const [code, stderr] = await asked(expect, ["apply"], (send) => send("SIGINT"));
    expect([code, stderr]).toEqual([130, expect.stringContaining("stopped by SIGINT")]);
  });
});
