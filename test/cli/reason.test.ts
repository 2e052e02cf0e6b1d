import { afterEach, beforeEach, expect, test } from "vitest";
import { testIo, type Written } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

// The reason of a code other than 0 and 2 is on stderr, and a person at a terminal sees it once.

let place: Place;

beforeEach(async () => {
  place = await openPlace();
  place.write("skyvia.yaml", config);
  place.emulator.addFault({
    match: { method: "POST", path: "/v1/workspaces/7/integrations/2/schedule/*" },
    when: "always",
    fault: { type: "status", status: 500 },
  });
});
afterEach(async () => place[Symbol.asyncDispose]());

const reason = "the API failed (POST /v1/workspaces/7/integrations/2/schedule/disable answered 500";

/** How often each stream of an apply contains the reason. */
async function countsAt(terminals: { readonly stdout: boolean; readonly stderr: boolean }): Promise<Written> {
  const written: Written = { stdout: "", stderr: "" };
  const { stdout, stderr } = testIo(written, { cwd: place.folder });
  await place.run(["apply", "--yes"], {
    stdout: { ...stdout, isTerminal: terminals.stdout, columns: 200 },
    stderr: { ...stderr, isTerminal: terminals.stderr, columns: 200 },
    env: { NO_COLOR: "1" },
  });
  const count = (text: string): string => String(text.split(reason).length - 1);
  return { stdout: count(written.stdout), stderr: count(written.stderr) };
}

test.each([
  ["a terminal", { stdout: true, stderr: true }, { stdout: "1", stderr: "0" }],
  ["a pipe and a terminal", { stdout: false, stderr: true }, { stdout: "1", stderr: "1" }],
  ["a terminal and a file of errors", { stdout: true, stderr: false }, { stdout: "1", stderr: "1" }],
  ["two pipes", { stdout: false, stderr: false }, { stdout: "1", stderr: "1" }],
])("a failed change, on %s", async (_, terminals, expected) => {
  expect(await countsAt(terminals)).toEqual(expected);
});
