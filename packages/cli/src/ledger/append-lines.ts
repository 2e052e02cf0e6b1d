import type { FileHandle } from "node:fs/promises";

/** Appends one line, and resolves once it is on the disk. */
export type AppendLine = (line: string) => Promise<void>;

/**
 * Appends lines to a file that is open for appending. Each line is one write, so that two processes can append to one
 * file. Lines that come while others are flushed share the next flush. After a failure every line fails.
 */
export function createAppender(handle: Pick<FileHandle, "write" | "datasync">): AppendLine {
  let waiting: string[] = [];
  let next: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const lines = waiting;
    waiting = [];
    next = null;
    for (const line of lines) await writeLine(handle, line);
    await handle.datasync();
  };
  return async (line) => {
    waiting.push(line);
    next ??= last = last.then(flush);
    return next;
  };
}

/** A disk that is nearly full takes a part of a line: the rest fails with the system's reason. */
async function writeLine(handle: Pick<FileHandle, "write">, line: string): Promise<void> {
  const bytes = Buffer.from(line);
  for (let written = 0; written < bytes.length;) {
    written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
  }
}
