import { checkToken, isSkyviaError } from "@skyvia-schedules/client";
import { systemReason } from "@skyvia-schedules/core";
import { absolutePath } from "../process/absolute-path.ts";
import type { Context } from "../verb/context.ts";
import { readBytes, readStream } from "../files/read-bytes.ts";
import { StoppedWaiting, waitFor } from "../process/wait-for.ts";
import { RunError } from "../verb/run-error.ts";

type Reader = Pick<Context, "io" | "interruption">;

/**
 * The token from `--token-file` (`-` is stdin), else `SKYVIA_TOKEN`, else `SKYVIA_TOKEN_FILE`. A signal and `--timeout` end the wait for it.
 * Throws a `RunError` that names the source and never the value.
 */
export async function readToken(reader: Reader, tokenFile: string | undefined): Promise<string> {
  const { value, source } = await findToken(reader, tokenFile);
  try {
    return checkToken(value);
  } catch (error) {
    if (!isSkyviaError(error)) throw error;
    throw new RunError("token-malformed", `${source}: ${error.message}`, error.next);
  }
}

/** Whether a setting says what the token is, right or wrong. */
export function hasToken({ io }: Reader, tokenFile: string | undefined): boolean {
  const { SKYVIA_TOKEN: value, SKYVIA_TOKEN_FILE: file } = io.env;
  return tokenFile !== undefined || value !== undefined || (file !== undefined && file !== "");
}

async function findToken(reader: Reader, tokenFile: string | undefined): Promise<{ value: string; source: string }> {
  const { env } = reader.io;
  if (tokenFile === "-") return { value: await read(reader, "-", "--token-file"), source: "stdin" };
  if (tokenFile !== undefined) return { value: await read(reader, tokenFile, "--token-file"), source: tokenFile };
  const value = env["SKYVIA_TOKEN"];
  if (value !== undefined) return { value, source: "SKYVIA_TOKEN" };
  const file = env["SKYVIA_TOKEN_FILE"];
  if (file !== undefined && file !== "") return { value: await read(reader, file, "SKYVIA_TOKEN_FILE"), source: file };
  throw new RunError(
    "token-missing",
    "there is no token",
    "Set SKYVIA_TOKEN, or SKYVIA_TOKEN_FILE, or pass --token-file.",
  );
}

/** More than the longest token and its line break, so that what is longer shows. */
const mostBytes = 9 * 1024;

async function read({ io, interruption }: Reader, file: string, setting: string): Promise<string> {
  const what = `the token from ${file === "-" ? "stdin" : file}`;
  const readFrom = async (signal: AbortSignal): Promise<Buffer> => {
    const options = { limit: mostBytes, signal };
    return file === "-" ? readStream(io.stdin, options) : readBytes(absolutePath(io, file), options);
  };
  try {
    return (await waitFor(interruption, what, readFrom)).toString("utf8");
  } catch (error) {
    if (error instanceof StoppedWaiting) throw error;
    const message = `the token file ${file} cannot be read (${systemReason(error)})`;
    throw new RunError("token-unreadable", message, `Correct ${setting}.`);
  }
}
