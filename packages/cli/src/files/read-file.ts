import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { StoppedWaiting, waitFor, type Waiting } from "../process/wait-for.ts";
import type { RunError } from "../verb/run-error.ts";
import { readBytes } from "./read-bytes.ts";
import { reasonWithLink } from "./lost-link.ts";

export { systemReason } from "@skyvia-schedules/core";

/** What reading takes from the run. */
export type FileReader = {
  readonly io: Pick<Io, "cwd">;
  readonly interruption: Waiting;
};

/** More than any file of this tool. A file that never ends, such as a device, must not fill the memory. */
const mostBytes = 256 * 1024 * 1024;

/**
 * The text of a file. Throws what `refuse` makes of the reason, such as `ENOENT`, and `StoppedWaiting` where a pipe is not
 * written in time.
 */
export async function readTextFile(
  { io, interruption }: FileReader,
  file: string,
  refuse: (reason: string) => RunError,
): Promise<string> {
  const path = absolutePath(io, file);
  const bytes = await waitFor(interruption, file, async (signal) =>
    readBytes(path, { limit: mostBytes, signal }),
  ).catch(async (error: unknown) => {
    throw error instanceof StoppedWaiting ? error : refuse(await reasonWithLink(path, error));
  });
  if (bytes.length > mostBytes) throw refuse(`it is larger than ${mostBytes / 1024 / 1024} MiB`);
  return bytes.toString("utf8");
}
