import { expect, test } from "vitest";
import { annotate } from "../src/annotate.ts";

test.each([
  ["both sentences are one command", "failed", "retry", "failed%0Aretry"],
  ["a percent sign stays one", "100 %", "", "100 %25%0A"],
  ["no line of a message begins another command", "a\n::error::b", "c", "a%0A::error::b%0Ac"],
  ["a carriage return is shown as an escape", "a\rb", "c", String.raw`a\u{d}b%0Ac`],
])("an annotation of the action: %s", (_, message, next, expected) => {
  const written: string[] = [];
  annotate({ stdout: { write: (text: string) => written.push(text) } as never }, "error", message, next);
  expect(written).toEqual([`::error title=skyvia-schedules::${expected}\n`]);
});
