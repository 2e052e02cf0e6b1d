import { expect, test } from "vitest";
import { createWaitReporter, notice } from "../../src/process/notice.ts";

function stage({ isTerminal = false } = {}) {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const state = {
    now: 0,
    lines,
    io: {
      monotonic: () => state.now,
      stderr: { isTerminal, columns: 80, failure: null, flush: async () => {}, write },
    },
  };
  return state;
}

test.each([
  [2000, []],
  [2001, ["waiting\n"]],
])("a wait of %d ms", (ms, expected) => {
  const { io, lines } = stage();
  createWaitReporter(io)(ms, "waiting");
  expect(lines).toEqual(expected);
});

test("waits that end together are reported once, one that ends much later again", () => {
  const at = stage();
  const report = createWaitReporter(at.io);
  report(5000, "a");
  at.now = 1000;
  report(5000, "b");
  report(9000, "c");
  at.now = 20_000;
  report(3000, "d");
  expect(at.lines).toEqual(["a\n", "c\n", "d\n"]);
});

test("on a terminal a line overwrites the progress bar; hidden characters are shown", () => {
  const { io, lines } = stage({ isTerminal: true });
  notice(io, "a\u001b[31mb");
  expect(lines).toEqual(["\r\u001b[Ka\\u{1b}[31mb\n"]);
});
