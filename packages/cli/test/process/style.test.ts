import { expect, test } from "vitest";
import { styleOf } from "../../src/process/style.ts";

const xterm = { TERM: "xterm" };

test.each([
  ["a terminal gets colour", true, xterm, true],
  ["a pipe does not", false, xterm, false],
  ["NO_COLOR turns it off", true, { ...xterm, NO_COLOR: "1" }, false],
  ["an empty NO_COLOR is not set", true, { ...xterm, NO_COLOR: "" }, true],
  ["a dumb terminal gets none", true, { TERM: "dumb" }, false],
  ["FORCE_COLOR=1 forces it in a pipe", false, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR=2 does", false, { FORCE_COLOR: "2" }, true],
  ["FORCE_COLOR=3 does", false, { FORCE_COLOR: "3" }, true],
  ["FORCE_COLOR=true does", false, { FORCE_COLOR: "true" }, true],
  ["an empty FORCE_COLOR does", false, { FORCE_COLOR: "" }, true],
  ["FORCE_COLOR=0 turns it off", true, { ...xterm, FORCE_COLOR: "0" }, false],
  ["FORCE_COLOR=false turns it off", true, { ...xterm, FORCE_COLOR: "false" }, false],
  ["any other value does", false, { FORCE_COLOR: "yes" }, true],
  ["NO_COLOR wins over FORCE_COLOR in a pipe", false, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
  ["NO_COLOR wins over FORCE_COLOR at a terminal", true, { ...xterm, NO_COLOR: "any", FORCE_COLOR: "3" }, false],
  ["an empty NO_COLOR does not", false, { NO_COLOR: "", FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR wins over a dumb terminal", true, { TERM: "dumb", FORCE_COLOR: "1" }, true],
])("%s", (_, isTerminal, env, isColoured) => {
  expect(styleOf({ env }, { isTerminal, columns: 80 }, false).bad("x") !== "x").toBe(isColoured);
});

test("no colour has two meanings", () => {
  const { width: _, ...looks } = styleOf({ env: xterm }, { isTerminal: true, columns: 80 }, false);
  const shown = Object.values(looks).map((paint) => paint("x"));
  expect(new Set(shown).size).toBe(shown.length);
});

test.each([
  ["a terminal's lines fit it", true, false, 80],
  ["but not with --wide", true, true, Infinity],
  ["nor in a pipe", false, false, Infinity],
])("%s", (_, isTerminal, isWide, width) => {
  expect(styleOf({ env: {} }, { isTerminal, columns: 80 }, isWide).width).toBe(width);
});
