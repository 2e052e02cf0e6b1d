import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerCompletion } from "../../packages/cli/dist/completion/answer-completion.js";
import { completeWord } from "../../packages/cli/dist/completion/shells.js";
import type { Ended } from "./binary.ts";
import { runHere, testIo } from "./in-process.ts";

/** A program that shells start as the tool. */
export interface ShellCommand extends AsyncDisposable {
  /** The folder for the PATH. */
  readonly folder: string;
  /** The file `skyvia-schedules` in it. */
  readonly file: string;
}

/**
 * Writes a program that runs the tool in this process, with the arguments, variables and folder of its caller, and ends with the tool's output and exit code.
 * Tests of what shells do with the tool need no Node.js for each call.
 */
export async function openShellCommand(): Promise<ShellCommand> {
  const server = createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = mkdtempSync(join(tmpdir(), "skyvia-command-"));
  const file = join(folder, "skyvia-schedules");
  writeFileSync(file, program((server.address() as AddressInfo).port), { mode: 0o755 });
  return {
    folder,
    file,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Sends each text with a NUL behind it: the folder, the number of arguments, these, the variables, and an empty one as the end. */
const program = (port: number): string => `#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${port}
{ printf '%s\\0' "$PWD" "$#" "$@"; env -0; printf '\\0'; } >&3
read -r code bytes <&3
head -c "$bytes" <&3
cat <&3 >&2
exit "$code"
`;

function serve(socket: Socket): void {
  let sent = "";
  socket.on("error", () => {}); // the caller has gone
  socket.setEncoding("utf8").on("data", (text: string) => {
    sent += text;
    const call = callIn(sent);
    if (call !== null) void answer(socket, call);
  });
}

interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

async function answer(socket: Socket, call: Call): Promise<void> {
  const { code, stdout, stderr } = await carryOut(call);
  socket.end(`${code} ${Buffer.byteLength(stdout)}\n${stdout}${stderr}`);
}

async function carryOut({ args, ...given }: Call): Promise<Ended> {
  const [word, ...words] = args;
  if (word !== completeWord) return runHere(args, given);
  const written = { stdout: "", stderr: "" };
  await answerCompletion(words, testIo(written, given));
  return { code: 0, ...written };
}

/** The call that was sent, null if its end has not come yet. */
function callIn(sent: string): Call | null {
  const [cwd = "", count = "", ...rest] = sent.split("\0").slice(0, -1);
  const args = rest.slice(0, Number(count));
  const variables = rest.slice(args.length);
  if (variables.at(-1) !== "") return null;
  return { args, cwd, env: Object.fromEntries(variables.slice(0, -1).map(pairOf)) };
}

function pairOf(variable: string): readonly [name: string, value: string] {
  const at = variable.indexOf("=");
  return [variable.slice(0, at), variable.slice(at + 1)];
}
