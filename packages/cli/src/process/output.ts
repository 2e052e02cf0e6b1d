import { fstatSync, writeSync } from "node:fs";

/** A stream for people or programs to read. A write never throws. If the reader has gone, the text is dropped. Any other error is kept as `failure`. */
export interface Output {
  readonly isTerminal: boolean;
  /** Width in columns: `COLUMNS` where it is set, else the terminal's, else 80. */
  readonly columns: number;
  write(text: string): void;
  /** The code of the system's error after which the stream is not written any more, such as `ENOSPC`. null: there is none. */
  readonly failure: string | null;
  /**
   * Waits until everything is written, or the stream has failed. Once `stopped` is aborted, it no longer waits for a reader that does not read: the stream has
   * then failed with `EINTR`.
   */
  flush(stopped?: AbortSignal): Promise<void>;
}

/** How long to wait for a reader after a signal has ended the run, in ms. */
const lastPatience = 250;

/** A stream of a real process. */
export type ProcessStream = NodeJS.WriteStream & { readonly fd: number };

/** The output of a real process. */
export function createOutput(stream: ProcessStream, env: Readonly<Record<string, string | undefined>>): Output {
  let failure: string | null = null;
  let isOpen = true;
  let pending = 0;
  let waiting: (() => void)[] = [];
  const fail = (error: unknown): void => {
    const code = codeOf(error);
    if (isOpen && code !== "EPIPE") failure = code; // EPIPE: the reader (head, less) has gone
    isOpen = false;
  };
  const settled = (error?: Error | null): void => {
    if (error != null) fail(error);
    pending--;
    if (pending > 0 && isOpen) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  stream.on("error", fail);
  const isFile = writesToFile(stream);
  return {
    isTerminal: stream.isTTY,
    get columns() {
      return columnsOf(env["COLUMNS"]) ?? columnsOf(stream.columns) ?? 80;
    },
    write: (text) => {
      if (!isOpen || text === "") return;
      try {
        if (isFile) return writeWhole(stream.fd, text);
        pending++;
        stream.write(text, settled);
      } catch (error) {
        fail(error);
      }
    },
    get failure() {
      return failure;
    },
    flush: async (stopped) => {
      if (pending === 0 || !isOpen) return;
      const flushed = new Promise<void>((resolve) => waiting.push(resolve));
      const leave = new AbortController();
      const giveUp = (): void => {
        fail(Object.assign(new Error("stopped"), { code: "EINTR" }));
        leave.abort();
      };
      const stop = (): void => void setTimeout(giveUp, lastPatience).unref();
      if (stopped?.aborted === true) stop();
      else stopped?.addEventListener("abort", stop, { once: true, signal: leave.signal });
      const left = new Promise<void>((resolve) => leave.signal.addEventListener("abort", () => resolve()));
      await Promise.race([flushed, left]);
      leave.abort();
    },
  };
}

/** A given width. null: it is not a number of columns; some terminals report 0. */
function columnsOf(given: string | number | undefined): number | null {
  const columns = Number(given);
  return given !== "" && Number.isInteger(columns) && columns > 0 ? Math.max(columns, narrowest) : null;
}

/** The least width of a line in columns, however narrow the terminal is. */
const narrowest = 20;

/** Whether it writes to a file. Node writes files in one step, and does not notice if a full disk takes only a part. */
function writesToFile(stream: ProcessStream): boolean {
  try {
    const stats = fstatSync(stream.fd);
    return stats.isFile() || (stats.isCharacterDevice() && !stream.isTTY);
  } catch {
    return false;
  }
}

/** Writes all of a text to a descriptor. Throws the system's error. */
export function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (!["EAGAIN", "EINTR"].includes(codeOf(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10); // the reader is slow
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
