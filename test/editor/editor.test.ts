import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPlace } from "../cli/place.ts";
import { openEditor } from "./language-server.ts";

const file = "skyvia/production.yaml";

/** The 0-based place of a text: its line, and the character behind its start. */
function placeOf(text: string, part: string): readonly [number, number] {
  const before = text.slice(0, text.indexOf(part));
  return [before.split("\n").length - 1, before.length - before.lastIndexOf("\n")];
}

test("in a repository made by init, the editor explains, completes and finds a typo, without a network", async () => {
  await using place = await openPlace();
  await place.run(["init", "--yes", "-w", "7"]);
  await using editor = await openEditor(place.folder);
  const text = readFileSync(join(place.folder, file), "utf8");

  expect(await editor.show(file, text), "what init writes is right").toEqual([]);

  const hover = await editor.hover(file, ...placeOf(text, "schedule: "));
  expect(hover).toContain("The desired state: on (`enabled`) or off (`disabled`).");

  const open = text.replace("schedule: disabled", "schedule: disabled\n        ");
  await editor.show(file, open);
  const [line] = placeOf(open, "schedule: disabled\n        ");
  const keys = await editor.completions(file, line + 1, 8);
  expect(keys).toEqual(expect.arrayContaining(["mode", "owner", "tags", "protected", "reason"]));
  expect(keys).not.toContain("schedule");

  const words = await editor.completions(file, line, "        schedule: ".length);
  expect(words).toEqual(expect.arrayContaining(["enabled", "disabled"]));

  const typo = text.replace("schedule: disabled", "scedule: disabled");
  const found = await editor.show(file, typo);
  expect(found.map(({ message }) => message)).toContainEqual(expect.stringContaining("scedule"));
  expect(found.map(({ range }) => range.start.line)).toContain(placeOf(typo, "scedule")[0]);
});
