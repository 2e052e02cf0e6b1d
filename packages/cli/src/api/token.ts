import { text } from "node:stream/consumers";
import { checkToken, isSkyviaError } from "@skyvia-schedules/client";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { readTextFile } from "../files/read-file.ts";
import { RunError } from "../verb/run-error.ts";

/**
 * The token from `--token-file` (`-` is stdin), else `SKYVIA_TOKEN`, else `SKYVIA_TOKEN_FILE`.
 * Throws a `RunError` that names the source and never the value.
 */
export async function readToken(io: Io, tokenFile: string | undefined): Promise<string> {
  const { value, source } = await findToken(io, tokenFile);
  try {
    return checkToken(value);
  } catch (error) {
    if (!isSkyviaError(error)) throw error;
    throw new RunError("token-malformed", `${source}: ${error.message}`, error.next);
  }
}

async function findToken(io: Io, tokenFile: string | undefined): Promise<{ value: string; source: string }> {
  if (tokenFile === "-") return { value: await text(io.stdin), source: "stdin" };
  if (tokenFile !== undefined) return { value: await read(io, tokenFile, "--token-file"), source: tokenFile };
  const value = io.env["SKYVIA_TOKEN"];
  if (value !== undefined) return { value, source: "SKYVIA_TOKEN" };
  const file = io.env["SKYVIA_TOKEN_FILE"];
  if (file !== undefined && file !== "") return { value: await read(io, file, "SKYVIA_TOKEN_FILE"), source: file };
  throw new RunError(
    "token-missing",
    "there is no token",
    "Set SKYVIA_TOKEN, or SKYVIA_TOKEN_FILE, or pass --token-file.",
  );
}

async function read(io: Pick<Io, "cwd">, file: string, setting: string): Promise<string> {
  return readTextFile(absolutePath(io, file), (reason) => {
    return new RunError("token-unreadable", `the token file ${file} cannot be read (${reason})`, `Correct ${setting}.`);
  });
}
