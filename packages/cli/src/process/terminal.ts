import type { Readable, Writable } from "node:stream";
import type { ProcessStream } from "./output.ts";

/** The streams of a terminal, for questions. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** The size of a terminal that does not report its size. */
const usualSize: Readonly<Record<string, number>> = { columns: 80, rows: 24 };

/** The terminal of a real process. null: stdin or stdout is not a terminal. */
export function terminalOf(stdin: NodeJS.ReadStream, stdout: ProcessStream): Terminal | null {
  if (!stdin.isTTY || !stdout.isTTY) return null;
  const output = new Proxy(stdout, {
    get: (stream, key) => {
      const value: unknown = Reflect.get(stream, key);
      if (typeof key === "string" && key in usualSize) return value === 0 ? usualSize[key] : (value ?? usualSize[key]);
      return typeof value === "function" ? (value.bind(stream) as unknown) : value;
    },
  });
  return { input: stdin, output };
}
