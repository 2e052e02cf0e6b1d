import { checkToken, isSkyviaError } from "@skyvia-schedules/client";
import { systemReason } from "@skyvia-schedules/core";
import { absolutePath } from "../process/absolute-path.ts";
import type { Context } from "../verb/context.ts";
import { descriptorOf, readBytes, readStream } from "../files/read-bytes.ts";
import { reasonWithLink } from "../files/lost-link.ts";
import { StoppedWaiting, waitFor } from "../process/wait-for.ts";
import { RunError } from "../verb/run-error.ts";

export type TokenReader = Pick<Context, "io" | "interruption" | "keptTokens">;

/** The flags that say where the token of the run is. */
export interface TokenFlags {
  readonly tokenFile?: string | undefined;
  /** An environment variable. */
  readonly tokenFrom?: string | undefined;
}

/**
 * The token of the run: from the variable of `--token-from`, else from `--token-file` (`-` is stdin), else from
 * `SKYVIA_TOKEN`, else from the file of `SKYVIA_TOKEN_FILE`. A signal and `--timeout` end the wait for it.
 * Throws a `RunError` that names the source and never the value.
 */
export async function readToken(reader: TokenReader, flags: TokenFlags): Promise<string> {
  const { tokenFile, tokenFrom } = flags;
  if (tokenFrom !== undefined) {
    if (tokenFile === undefined) return readVariable(reader, tokenFrom);
    throw new RunError("usage", "--token-from and --token-file cannot be used together", "Leave one of the two out.");
  }
  if (tokenFile === undefined) return readVariable(reader, "SKYVIA_TOKEN");
  return checked(await read(reader, tokenFile, "--token-file"), tokenFile === "-" ? "stdin" : tokenFile);
}

/** The token in an environment variable, or in the file that the variable with `_FILE` names. Throws as `readToken` does. */
export async function readVariable(reader: TokenReader, variable: string): Promise<string> {
  const { env } = reader.io;
  const value = env[variable];
  if (value !== undefined) return checked(value, variable);
  const setting = `${variable}_FILE`;
  const file = env[setting];
  if (file !== undefined && file !== "") return checked(await read(reader, file, setting), file);
  throw variable === "SKYVIA_TOKEN"
    ? new RunError("token-missing", "there is no token", `Set ${variable}, or ${setting}, or pass --token-file.`)
    : new RunError(
        "token-missing",
        `${variable} is not set`,
        `Set ${variable} to the token, or ${setting} to a file with it.`,
      );
}

/** Whether a setting says what the token of the run is, right or wrong. */
export function hasToken({ io }: TokenReader, { tokenFile, tokenFrom }: TokenFlags): boolean {
  const variable = tokenFrom ?? "SKYVIA_TOKEN";
  return tokenFile !== undefined || io.env[variable] !== undefined || (io.env[`${variable}_FILE`] ?? "") !== "";
}

function checked(value: string, source: string): string {
  try {
    return checkToken(value);
  } catch (error) {
    if (!isSkyviaError(error)) throw error;
    throw new RunError("token-malformed", `${source}: ${error.message}`, error.next);
  }
}

/** More than the longest token and its line break, so that what is longer shows. */
const mostBytes = 9 * 1024;

/** What can be read only once is kept where the run may need it again. */
async function read(reader: TokenReader, file: string, setting: string): Promise<string> {
  const descriptor = file === "-" ? 0 : descriptorOf(file);
  const { keptTokens } = reader;
  if (descriptor === null || keptTokens === undefined) return readNow(reader, file, setting);
  const token = keptTokens.get(descriptor) ?? (await readNow(reader, file, setting));
  keptTokens.set(descriptor, token);
  return token;
}

async function readNow({ io, interruption }: TokenReader, file: string, setting: string): Promise<string> {
  const what = `the token from ${file === "-" ? "stdin" : file}`;
  const readFrom = async (signal: AbortSignal): Promise<Buffer> => {
    const options = { limit: mostBytes, signal };
    return file === "-" ? readStream(io.stdin, options) : readBytes(absolutePath(io, file), options);
  };
  try {
    return (await waitFor(interruption, what, readFrom)).toString("utf8");
  } catch (error) {
    if (error instanceof StoppedWaiting) throw error;
    const message = `the token file ${file} cannot be read (${file === "-" ? systemReason(error) : await reasonWithLink(absolutePath(io, file), error)})`;
    throw new RunError("token-unreadable", message, `Correct ${setting}.`);
  }
}
