import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { narrow, packagesOf, type BillOfMaterials, type Component } from "../../scripts/release/bill-of-materials.ts";
import { notesOf, pages, versionOf } from "../../scripts/release/next-version.ts";
import { inOrder } from "../../scripts/release/publish-packages.ts";
import { goTag, tagGoSdk } from "../../scripts/release/tag-go-sdk.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const component = (name: string, group?: string): Component => ({
  type: "library",
  ...(group === undefined ? {} : { group }),
  name,
  version: "1.0.0",
  "bom-ref": name,
});
const bill: BillOfMaterials = {
  specVersion: "1.6",
  metadata: { component: component("tool") },
  components: [component("used"), component("core", "@scope"), component("compiler")],
  dependencies: [
    { ref: "tool", dependsOn: ["used", "compiler"] },
    { ref: "compiler", dependsOn: ["used"] },
    { ref: "used" },
  ],
};

describe("the bill of materials of a bundle", () => {
  test("has what is inside, and not what it was built with", () => {
    const { components, dependencies } = narrow(bill, new Set(["used@1.0.0", "@scope/core@1.0.0"]));
    expect(components.map(({ name }) => name)).toEqual(["used", "core"]);
    expect(dependencies).toEqual([
      { ref: "tool", dependsOn: ["used"] },
      { ref: "used", dependsOn: [] },
    ]);
  });

  test("is refused where it lacks something that is inside", () => {
    expect(() => narrow(bill, new Set(["used@2.0.0"]))).toThrow("the bill of materials lacks used@2.0.0");
  });
});

test("the packages of a file of licenses are its first line, and those after each line of dashes", () => {
  const line = "-".repeat(80);
  const text = `a 1.0.0: MIT\n\nb 2.0.0: text of a license\n\n${line}\n\n@scope/c 3.0.0-rc.1: ISC\n\ntext\n\n${line}\n\nNode.js is licensed\n`;
  expect([...packagesOf(text)]).toEqual(["a@1.0.0", "@scope/c@3.0.0-rc.1"]);
});

test("each page and example that names the version gets the next one", () => {
  const files = globSync(["*.md", "docs/**/*", "examples/**/*"], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
    .map(({ parentPath, name }) => join(parentPath, name));
  const version = new RegExp(`(?<![\\d.])${versionOf(root).replaceAll(".", "\\.")}(?![\\d.]*\\d)`);
  const naming = files.filter((file) => version.test(readFileSync(file, "utf8"))).map((file) => relative(root, file));
  expect(naming.filter((file) => !file.endsWith("CHANGELOG.md")).toSorted()).toEqual(pages.toSorted());
});

test("a package is published after all others that it depends on", () => {
  const manifest = (name: string, ...needs: readonly string[]) => ({
    name,
    version: "1.0.0",
    dependencies: Object.fromEntries(needs.map((need) => [need, "^1.0.0"])),
  });
  const all = [manifest("tool", "server", "core"), manifest("server", "client"), manifest("core"), manifest("client")];
  expect(inOrder(all).map(({ name }) => name)).toEqual(["client", "server", "core", "tool"]);
});

test.each([
  ["a version", "0.2.0", "## 0.2.0\n\n- new\n\n"],
  ["the last version in it", "0.1.0", "## 0.1.0\n\n- old\n"],
  ["a version that it does not have", "0.3.0", "The change log has nothing about 0.3.0.\n"],
])("the notes of a release are what the change log says about %s", (_, version, notes) => {
  expect(notesOf("# tool\n\n## 0.2.0\n\n- new\n\n## 0.1.0\n\n- old\n", version)).toBe(notes);
});

test("the tag of the Go SDK begins with the folder of its module; version 2 would need another path", () => {
  expect(goTag("0.1.0")).toBe("sdk/go/v0.1.0");
  expect(() => tagGoSdk("never looked at", "nor this", "2.0.0")).toThrow("ends with /v2");
});
