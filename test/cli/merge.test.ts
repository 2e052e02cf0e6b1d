import { linkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { runHere } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";

const entry = (id: number): string => `      - id: ${id}\n        schedule: enabled\n`;
const head = "version: 1\nworkspaces:\n  - id: 7\n    integrations:\n";

async function merge(place: Place, ...args: readonly string[]): Promise<string> {
  const env = { SKYVIA_BASE_URL: place.emulator.url, SKYVIA_TOKEN: place.emulator.token };
  const { code, stdout, stderr } = await runHere(["import", "-w", "7", ...args], { cwd: place.folder, env });
  return `${code} ${stdout}${stderr}`;
}

/** The ids of a file. */
const idsOf = (text: string): string[] => [...text.matchAll(/- id: (\d+)/g)].map(([, id = ""]) => id);

describe("--merge looks at all files of the configuration", () => {
  test("an integration that another file of -f lists is not added again", async ({ expect }) => {
    await using place = await openPlace();
    place.write("a.yaml", head + entry(1));
    place.write("b.yaml", head + entry(2));
    await merge(place, "--out", "a.yaml", "--merge", "-f", "*.yaml");
    const ids = idsOf(place.read("a.yaml")).slice(1);
    expect(ids).not.toContain("2");
    expect(ids.length).toBeGreaterThan(1);
    const { code } = await runHere(["validate", "-f", "*.yaml"], { cwd: place.folder });
    expect(code).toBe(0);
  });

  test("an integration of the usual place is not added again, also into a new file", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", `${head}      - match: "*"\n        schedule: enabled\n`);
    expect(await merge(place, "--out", "new.yaml", "--merge")).toMatch(/^0 Wrote 0 entries/);
    place.write("b.yaml", head + entry(2));
    expect(await merge(place, "--out", "b.yaml", "--merge")).toBe("0 Added 0 entries to b.yaml.\n");
    expect(place.read("b.yaml")).toBe(head + entry(2));
  });

  test("the file itself may be one of them, however it is spelled", async ({ expect }) => {
    await using place = await openPlace();
    place.write("a.yaml", head + entry(1));
    expect(await merge(place, "--out", "a.yaml", "--merge", "-f", "./a.yaml")).toMatch(/^0 Added [1-9]/);
  });

  test.for([
    ["a hard link", linkSync],
    ["a symbolic link", symlinkSync],
  ] as const)(
    "the file itself may be %s of one of them, and both names get the new entries",
    async ([, link], { expect }) => {
      await using place = await openPlace();
      place.write("a.yaml", head + entry(1));
      link(join(place.folder, "a.yaml"), join(place.folder, "link.yaml"));
      expect(await merge(place, "--out", "link.yaml", "--merge", "-f", "a.yaml")).toMatch(/^0 Added [1-9]/);
      expect(place.read("link.yaml")).toBe(place.read("a.yaml"));
      expect((await runHere(["validate", "-f", "a.yaml"], { cwd: place.folder })).code).toBe(0);
    },
  );

  test("a problem of another file is shown before the first call: 5", async ({ expect }) => {
    await using place = await openPlace();
    place.write("a.yaml", head + entry(1));
    place.write("b.yaml", "version: 2\n");
    expect(await merge(place, "--out", "a.yaml", "--merge", "-f", "*.yaml")).toMatch(/^5 b\.yaml:1:1: error: /);
    expect(place.emulator.requests()).toEqual([]);
  });

  test("a problem of the file itself is shown before the first call: 5", async ({ expect }) => {
    await using place = await openPlace();
    place.write("a.yaml", "version: 2\n");
    expect(await merge(place, "--out", "a.yaml", "--merge")).toMatch(/^5 a\.yaml:1:1: error: /);
    expect(place.emulator.requests()).toEqual([]);
  });

  test("-f without --merge: 5", async ({ expect }) => {
    await using place = await openPlace();
    expect(await merge(place, "--out", "a.yaml", "-f", "b.yaml")).toMatch(/^5 error: -f needs --merge/);
  });
});
