import { close, constants, fstat, open, read, type Stats } from "node:fs";
import { Socket } from "node:net";
import { addAbortSignal, type Readable } from "node:stream";
import { isatty, ReadStream } from "node:tty";
import { promisify } from "node:util";

/** How much of a file is read, and what ends the reading early. */
export interface ReadOptions {
  /** In bytes. Of a longer file one byte more is read, so that the reader sees that it is too long. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

const chunkSize = 64 * 1024;

/**
 * The bytes of a file, pipe or device. The signal ends a read that waits for a writer, such as of a named pipe. Throws the system's error, or the reason of the
 * signal.
 */
export async function readBytes(path: string, options: ReadOptions): Promise<Buffer> {
  const inherited = descriptorOf(path);
  if (inherited !== null) return readDescriptor(inherited, await promisify(fstat)(inherited), options);
  const descriptor = await promisify(open)(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  let owned = true;
  try {
    const stats = await promisify(fstat)(descriptor);
    owned = !isStream(descriptor, stats); // a stream closes its descriptor itself
    return await readDescriptor(descriptor, stats, options);
  } finally {
    if (owned) await promisify(close)(descriptor);
  }
}

/** The bytes of a stream, which is closed afterwards. */
export async function readStream(stream: Readable, { limit, signal }: ReadOptions): Promise<Buffer> {
  addAbortSignal(signal, stream); // it closes the stream, also where the signal has come before
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk as Uint8Array | string);
      chunks.push(bytes);
      length += bytes.length;
      if (length > limit) break;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return Buffer.concat(chunks).subarray(0, limit + 1);
}

/**
 * The open descriptor that a path names, as `/dev/stdin` and `<(command)` do. It is read as it is: a pipe that is opened a
 * second time does not show its end. null: the path names none.
 */
export function descriptorOf(path: string): number | null {
  if (path === "/dev/stdin") return 0;
  const [, digits] = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/.exec(path) ?? [];
  return digits === undefined ? null : Number(digits);
}

async function readDescriptor(descriptor: number, stats: Stats, options: ReadOptions): Promise<Buffer> {
  if (stats.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
  if (!isStream(descriptor, stats)) return readChunks(descriptor, options);
  const stream = isatty(descriptor)
    ? new ReadStream(descriptor)
    : new Socket({ fd: descriptor, readable: true, writable: false });
  return readStream(stream, options);
}

/** Whether reading may wait for somebody else. */
function isStream(descriptor: number, stats: Stats): boolean {
  return stats.isFIFO() || stats.isSocket() || isatty(descriptor);
}

async function readChunks(descriptor: number, { limit, signal }: ReadOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length <= limit) {
    signal.throwIfAborted();
    const buffer = Buffer.allocUnsafe(Math.min(chunkSize, limit + 1 - length));
    const { bytesRead } = await promisify(read)(descriptor, buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks, length);
}
