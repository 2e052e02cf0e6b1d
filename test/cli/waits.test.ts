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
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { kill } from "node:process";
import { Readable } from "node:stream";
import { generateSeed } from "@skyvia-schedules/emulator";
import type { Io } from "skyvia-schedules/io";
import { run } from "skyvia-schedules/run";
import { describe, test } from "vitest";
import type { Ended, Running } from "./binary.ts";
import { testIo } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** A place with a pipe that nobody writes to, and a git that never answers. */
async function openHanging(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  place.write("schema-in-a-pipe.yaml", `# yaml-language-server: $schema=pipe\n${config}`);
  execFileSync("mkfifo", [join(place.folder, "pipe")]);
  mkdirSync(join(place.folder, "bin"));
  writeFileSync(join(place.folder, "bin/git"), "#!/bin/sh\necho $$ > git-id\nexec sleep 60\n");
  chmodSync(join(place.folder, "bin/git"), 0o755);
  return place;
}

/** The waits of a run: the command line, settings, and the message of a run that is out of time. */
const waits: readonly (readonly [string, string, Variables, string])[] = [
  ["the token on stdin", "list -w 7 --token-file -", {}, "the token from stdin"],
  ["the token in a pipe", "list -w 7 --token-file pipe", {}, "the token from pipe"],
  [
    "the token of SKYVIA_TOKEN_FILE",
    "list -w 7",
    { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_FILE: "pipe" },
    "the token from pipe",
  ],
  ["a pipe of -f", "plan -f pipe", {}, "pipe"],
  ["stdin of -f", "plan -f -", {}, "stdin (-f)"],
  ["a saved plan", "apply --yes pipe", {}, "pipe"],
  ["a ledger", "drift --ledger pipe", {}, "pipe"],
  ["the ledger of explain", "explain 1 -w 7 --ledger pipe", {}, "pipe"],
  ["git", "drift", { PATH: "bin" }, "git (git rev-parse)"],
  ["the schema that a file names, in doctor", "doctor -f schema-in-a-pipe.yaml", {}, "pipe"],
  ["the files beside those of import", "import -w 7 --out new.yaml --merge -f pipe", {}, "pipe"],
  ["an answer on the terminal", "apply", {}, "your answer"],
];

/** The variables of a run; in `PATH`, the git that never answers comes first. */
function variables({ folder }: Place, { PATH, ...env }: Variables): Variables {
  return PATH === undefined ? env : { ...env, PATH: `${join(folder, PATH)}:${process.env["PATH"]}` };
}

/** A run in this process. Nothing comes on its stdin, and its clock does not move until the time of the run is over. */
interface Begun {
  readonly ended: Promise<Ended>;
  readonly isReadingStdin: () => boolean;
  readonly signal: Parameters<Io["onSignal"]>[0];
  readonly timeOver: () => void;
}

function begin(place: Place, command: string, env: Variables): Begun {
  const { token, url } = place.emulator;
  const written = { stdout: "", stderr: "" };
  let isReading = false;
  let now = 0;
  let signal: Begun["signal"] = () => {};
  let timeOver = (): void => {};
  const io = testIo(written, {
    cwd: place.folder,
    env: { NO_COLOR: "1", SKYVIA_TOKEN: token, SKYVIA_BASE_URL: url, ...variables(place, env) },
    stdin: Object.assign(new Readable({ read: () => void (isReading = true) }), { isTTY: true }),
    monotonic: () => now,
    startTimer: (ms, onTime) => {
      timeOver = () => {
        now += ms;
        onTime();
      };
      return () => {};
    },
    onSignal: (listener) => {
      signal = listener;
      return () => {};
    },
  });
  const stderr = { ...io.stderr, isTerminal: true };
  return {
    ended: run(command.split(" "), { ...io, stderr }).then(({ exitCode }) => ({ code: exitCode, ...written })),
    isReadingStdin: () => isReading,
    signal: (name) => signal(name),
    timeOver: () => timeOver(),
  };
}

/** What a run waits for, if it is not its stdin: the descriptor of the pipe that it reads, or the id of its git. */
interface Awaited {
  readonly pipe: number | null;
  readonly git: number | null;
}

/** Waits until a run waits. */
async function waiting({ folder }: Place, isReadingStdin: () => boolean): Promise<Awaited> {
  for (;;) {
    const awaited = { pipe: openToWrite(join(folder, "pipe")), git: startedGit(join(folder, "git-id")) };
    if (awaited.pipe !== null || awaited.git !== null || isReadingStdin()) return awaited;
    await aMoment();
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

function startedGit(file: string): number | null {
  return existsSync(file) ? Number(readFileSync(file, "utf8")) || null : null;
}

/** Waits until the run has closed the pipe and git has ended: what is left would keep a process alive. */
async function released({ pipe, git }: Awaited): Promise<void> {
  if (git !== null) while (isPossible(() => kill(git, 0))) await aMoment();
  if (pipe === null) return;
  while (isPossible(() => writeSync(pipe, "\n"))) await aMoment();
  closeSync(pipe);
}

function isPossible(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

async function aMoment(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Whether the loop of a process waits for a descriptor. */
function isPolled({ child: { pid } }: Running, descriptor: number): boolean {
  const folder = `/proc/${pid}/fdinfo`;
  return readdirSync(folder).some((name) => {
    try {
      return new RegExp(`^tfd: +${descriptor} `, "m").test(readFileSync(join(folder, name), "utf8"));
    } catch {
      return false; // closed meanwhile
    }
  });
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
      const begun = begin(place, command, env);
      const awaited = await waiting(place, begun.isReadingStdin);
      begun.signal(signal);
      const ended = await begun.ended;
      expect([ended.code, ended.stderr]).toEqual([
        code,
        expect.stringContaining(`error: stopped by ${signal} before anything was written`),
      ]);
      await released(awaited);
      expect(place.writes()).toEqual([]);
    },
  );

  test.for([
    ["stdin", "list -w 7 --token-file -", {}, "SIGINT", 130],
    ["/dev/stdin", "apply --yes -f /dev/stdin", {}, "SIGTERM", 143],
    ["a pipe", "plan -f pipe", {}, "SIGTERM", 143],
    ["git", "drift", { PATH: "bin" }, "SIGINT", 130],
  ] as const)(
    "for %s, of a process that the signal ends",
    { timeout: 30_000 },
    async ([, command, env, signal, code], { expect }) => {
      await using place = await openHanging();
      const running = place.start(command.split(" "), { env: variables(place, env), input: null });
      const { pipe } = await waiting(place, () => isPolled(running, 0));
      running.child.kill(signal);
      const ended = await running.ended;
      if (pipe !== null) closeSync(pipe);
      expect([ended.code, ended.stderr]).toEqual([
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
    await using place = await openPlace({ seed: generateSeed(4_000) });
    const running = place.start(["list", "-w", "1", "--format", format]);
    running.child.stdout?.pause();
    while (!isPolled(running, 1)) await aMoment();
    running.child.kill(signal);
    const [exited] = (await once(running.child, "exit")) as [number];
    expect(exited).toBe(code);
  });
});

describe.concurrent("a wait ends with --timeout, and the error names what the run waited for", () => {
  test.for(waits)("%s", { timeout: 30_000 }, async ([, command, env, what], { expect }) => {
    await using place = await openHanging();
    const begun = begin(place, `${command} --timeout 4s`, env);
    const awaited = await waiting(place, begun.isReadingStdin);
    begun.timeOver();
    const { code, stderr } = await begun.ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`error: the run is out of time: it was waiting for ${what}\n`),
    ]);
    await released(awaited);
    expect(place.writes()).toEqual([]);
  });

  test.for([
    ["stdin", "list -w 7 --token-file -", "the token from stdin"],
    ["/dev/stdin", "apply --yes -f /dev/stdin", "stdin (-f)"],
    ["a pipe", "plan -f pipe", "pipe"],
  ])("%s, of a process on its own clock", { timeout: 30_000 }, async ([, command = "", what], { expect }) => {
    await using place = await openHanging();
    const running = place.start([...command.split(" "), "--timeout", "1s"], { input: null });
    const { code, stderr } = await running.ended;
    expect([code, stderr.split("\n")[0]]).toEqual([1, `error: the run is out of time: it was waiting for ${what}`]);
    expect(place.writes()).toEqual([]);
  });
});
