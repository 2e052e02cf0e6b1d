import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { nextKey, wishOf } from "../../src/demo/next-key.ts";

test.each([
  ["any letter goes on", "x", "go-on"],
  ["Enter goes on", "\r", "go-on"],
  ["an arrow key goes on", "\u001b[A", "go-on"],
  ["q quits", "q", "quit"],
  ["Q quits", "Q", "quit"],
  ["Ctrl-D quits", "\u0004", "quit"],
  ["Ctrl-C interrupts", "\u0003", "interrupt"],
])("%s", (_, keys, wish) => {
  expect(wishOf(keys)).toBe(wish);
});

test("a signal ends the wait, and so does the end of the input; nothing listens afterwards", async () => {
  const [input, stop] = [new PassThrough(), new AbortController()];
  const wish = nextKey({ input, output: new PassThrough() }, stop.signal);
  stop.abort();
  expect(await wish).toBe("interrupt");
  expect(input.listenerCount("data")).toBe(0);
  const ended = new PassThrough();
  ended.end();
  expect(await nextKey({ input: ended, output: new PassThrough() }, new AbortController().signal)).toBe("quit");
});
