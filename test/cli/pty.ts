import { spawn } from "node:child_process";
import { bin, type Ended } from "./binary.ts";

/** The typed texts, each after the text that it waits for was shown. */
export type Typed = readonly (readonly [shown: RegExp, keys: string])[];

const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Runs the built binary in its own terminal, which `script` of util-linux opens. stdout is the content of the terminal with its escape sequences. */
export async function runInTerminal(
  args: readonly string[],
  surroundings: TerminalSurroundings,
  typed: Typed,
): Promise<Ended> {
  return typeInTerminal([process.execPath, bin, ...args], surroundings, typed);
}

export interface TerminalSurroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The same for any program. */
export async function typeInTerminal(
  command: readonly string[],
  { cwd, env }: TerminalSurroundings,
  typed: Typed,
): Promise<Ended> {
  const line = command.map(quote).join(" ");
  const child = spawn("script", ["--quiet", "--flush", "--return", "--command", line, "/dev/null"], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, TERM: "xterm-256color", SHELL: "/bin/sh", ...env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: 40_000, // the expected text never came: the result names it
  });
  const { see, shown, missed } = createTypist(typed, (keys) => child.stdin.write(keys));
  child.stdin.on("error", () => {}); // it may end before everything is typed
  child.stdout.setEncoding("utf8").on("data", see);
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  return { code, stdout: shown(), stderr: missed() };
}

/** A person who types each text after the one that it waits for. */
interface Typist {
  readonly see: (text: string) => void;
  /** All that was seen. */
  readonly shown: () => string;
  /** A line for each text that it still waits for. */
  readonly missed: () => string;
}

export function createTypist(typed: Typed, type: (keys: string) => void): Typist {
  let all = "";
  let seen = 0;
  const left = [...typed];
  const answer = (): void => {
    const [next] = left;
    const found = next === undefined ? null : next[0].exec(all.slice(seen));
    if (next === undefined || found === null) return;
    seen += found.index + found[0].length;
    left.shift();
    type(next[1]);
    answer();
  };
  return {
    see: (text) => {
      all += text;
      answer();
    },
    shown: () => all,
    missed: () => left.map(([shown]) => `never shown: ${shown}\n`).join(""),
  };
}
