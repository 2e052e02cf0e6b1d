import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const packages = new URL("../../packages/", import.meta.url);

/** What an entry of `exports` is: a file as it is, or code with its types. */
type Export = string | { readonly types: string; readonly default: string };

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, Export>>;
  readonly typesVersions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly engines?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly private?: boolean;
  readonly main?: string;
  readonly types?: string;
  readonly keywords?: readonly string[];
  readonly [key: string]: unknown;
}

const manifests: readonly (readonly [folder: string, Manifest])[] = readdirSync(packages).map((folder) => [
  folder,
  JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), "utf8")) as Manifest,
]);
const published = manifests.filter(([, manifest]) => manifest.private !== true);

test.each(published)("%s says on npm what it is and where its source is", (folder, manifest) => {
  expect(manifest["repository"]).toMatchObject({ type: "git", directory: `packages/${folder}` });
  for (const key of ["homepage", "bugs", "license", "description"]) expect(manifest[key], key).toBeTruthy();
  expect(manifest.keywords?.length).toBeGreaterThan(2);
  expect(manifest.engines).toEqual({ node: ">=22.19" });
  expect(manifest.files?.length).toBeGreaterThan(0);
});

test.each(published)("%s has a README that names it, and more than a line of it", (folder, { name }) => {
  const text = readFileSync(new URL(`${folder}/README.md`, packages), "utf8");
  expect(text).toMatch(new RegExp(`^# ${name}$`, "m"));
  expect(text.split("\n").length).toBeGreaterThan(15);
});

describe.each(published.filter(([folder]) => folder !== "cli"))(
  "%s exports code with its types",
  (folder, manifest) => {
    const entries = Object.entries(manifest.exports ?? {}).filter(([name]) => !name.endsWith(".json"));

    test.each(entries)("%s", (_, found) => {
      expect(found).toEqual({ types: expect.stringMatching(/\.d\.ts$/), default: expect.stringMatching(/\.js$/) });
      for (const file of Object.values(found))
        expect(existsSync(new URL(`${folder}/${file}`, packages)), file).toBe(true);
    });

    test("and so do the entries for programs whose moduleResolution is node", () => {
      const below = entries.filter(([name]) => name !== ".");
      const expected = below.map(([name, found]) => [name.slice(2), [typeof found === "string" ? found : found.types]]);
      expect(manifest.typesVersions?.["*"] ?? {}).toEqual(Object.fromEntries(expected));
    });
  },
);

test.each(["client", "core", "emulator", "provider"])(
  "%s has main and types for programs whose moduleResolution is node",
  (folder) => {
    const [, manifest] = manifests.find(([name]) => name === folder) ?? [];
    expect([manifest?.main, manifest?.types]).toEqual(["./dist/index.js", "./dist/index.d.ts"]);
  },
);

test("the page about Pulumi says under Troubleshooting what to do in place of `pulumi import`", () => {
  const page = readFileSync(new URL("../../docs/pulumi.md", import.meta.url), "utf8");
  const [, troubleshooting = ""] = page.split(/^## Troubleshooting$/m);
  expect(troubleshooting.split(/^## /m)[0]).toMatch(/`pulumi import` on the command line/);
});
