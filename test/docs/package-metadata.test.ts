import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const packages = new URL("../../packages/", import.meta.url);

interface Manifest {
  readonly name: string;
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
});

test.each(["client", "core", "provider"])(
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
