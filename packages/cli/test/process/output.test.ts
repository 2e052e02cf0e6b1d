import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createOutput, type ProcessStream } from "../../src/process/output.ts";

/** A stream of a process that is not a file; `write` takes what is written. */
function streamWith(write: (done: (error?: Error) => void) => void): ProcessStream {
  const stream = new Writable({ write: (_chunk, _encoding, done) => write(done) });
  return Object.assign(stream, { fd: -1, isTTY: false }) as unknown as ProcessStream;
}

const failure = (code: string): Error => Object.assign(new Error(code), { code });

test.each([
  ["EIO", "EIO"],
  ["ENOSPC", "ENOSPC"],
  ["EPIPE", null],
])("a write that fails with %s never throws, and the stream is not written any more", async (code, kept) => {
  let writes = 0;
  const output = createOutput(
    streamWith((done) => {
      writes++;
      done(failure(code));
    }),
    {},
  );
  output.write("a");
  await output.flush();
  output.write("b");
  await output.flush();
  expect([output.failure, writes]).toEqual([kept, 1]);
});

test("a stream that throws is not written any more", async () => {
  const stream = streamWith(() => {});
  stream.write = () => {
    throw failure("EIO");
  };
  const output = createOutput(stream, {});
  output.write("a");
  expect(output.failure).toBe("EIO");
  await output.flush();
});

test("an error of the stream itself, at any time, is kept", async () => {
  const stream = streamWith((done) => done());
  const output = createOutput(stream, {});
  stream.emit("error", failure("EIO"));
  expect(output.failure).toBe("EIO");
  await output.flush();
});

test("flush waits for a reader that does not read, but not after a signal", async () => {
  const output = createOutput(
    streamWith(() => {}),
    {},
  );
  output.write("a");
  const stop = new AbortController();
  const flushed = output.flush(stop.signal);
  stop.abort();
  await flushed;
  expect(output.failure).toBe("EINTR");
});

test.each([
  ["COLUMNS wins", { COLUMNS: "60" }, 100, 60],
  ["else the terminal's width", {}, 100, 100],
  ["a COLUMNS that is empty, no number, or none at all is ignored", { COLUMNS: "" }, 100, 100],
  ["so is a word", { COLUMNS: "wide" }, 100, 100],
  ["and 0", { COLUMNS: "0" }, 100, 100],
  ["a terminal that reports 0 columns counts as 80", {}, 0, 80],
  ["so is one that reports none", {}, undefined, 80],
  ["a line takes 20 columns at least", { COLUMNS: "3" }, 100, 20],
])("columns: %s", (_, env, columns, expected) => {
  const stream = Object.assign(
    streamWith(() => {}),
    columns === undefined ? {} : { columns },
  );
  expect(createOutput(stream, env).columns).toBe(expected);
});
