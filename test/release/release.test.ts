import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishedPackages } from "../../scripts/pack-packages.ts";
import { nameOf, packagesOf, type BillOfMaterials } from "../../scripts/release/bill-of-materials.ts";
import { versionOf } from "../../scripts/release/next-version.ts";
import { mistakesOf } from "../../scripts/release/validate-bill.ts";

// `npx -y pnpm@12 release:dry-run`, but for the build of the executables, which `test:release` has made.
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "release-"));
const assets = join(folder, "assets");
const version = versionOf(root);
let printed: string;

beforeAll(() => {
  printed = execFileSync(process.execPath, ["scripts/release-dry-run.ts", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the dry run makes the next version in a copy, from the notes", () => {
  expect(printed).toMatch(
    new RegExp(`^version: ${version.replaceAll(".", "\\.")} -> \\d+\\.\\d+\\.\\d+, in a copy$`, "m"),
  );
});

test("a release has the packed packages, the executables, the plugin for each system, its SDKs, and a bill of materials for all", () => {
  const packages = publishedPackages().map(({ name }) => name.replace("@", "").replace("/", "-"));
  expect(readdirSync(join(folder, "npm")).toSorted()).toEqual(
    packages.map((name) => `${name}-${version}.tgz`).toSorted(),
  );
  const plugins = ["darwin", "linux", "windows"].flatMap((os) =>
    ["amd64", "arm64"].map((arch) => `pulumi-resource-skyvia-v${version}-${os}-${arch}.tar.gz`),
  );
  const bills = [...packages, "skyvia-schedules-linux", "pulumi-resource-skyvia"].map((name) => `${name}.cdx.json`);
  const sdks = [
    `SkyviaSchedules.Skyvia-${version}.tar.gz`,
    `pulumi_skyvia-${version}.tar.gz`,
    `skyvia-schedules-pulumi-skyvia-${version}.tgz`,
  ];
  const executables = ["skyvia-schedules-linux-x64", "skyvia-schedules-linux-arm64", "skyvia-schedules-licenses.txt"];
  expect(readdirSync(assets).toSorted()).toEqual(
    [...plugins, ...sdks, ...bills, ...executables, "SHA256SUMS"].toSorted(),
  );
});

test("the checksums are right, and are of all files", () => {
  expect(
    execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: assets, encoding: "utf8" }),
  ).not.toMatch(/FAILED/);
  const listed = readFileSync(join(assets, "SHA256SUMS"), "utf8").trim().split("\n");
  expect(listed.map((line) => line.split("  ")[1])).toEqual(
    readdirSync(assets)
      .filter((file) => file !== "SHA256SUMS")
      .toSorted(),
  );
});

describe("the bills of materials", () => {
  const billOf = (name: string): BillOfMaterials =>
    JSON.parse(readFileSync(join(assets, `${name}.cdx.json`), "utf8")) as BillOfMaterials;
  const ours = /^@skyvia-schedules\//;

  test("follow the schema of CycloneDX 1.6, and name this version", async () => {
    expect(await mistakesOf(assets)).toEqual([]);
    for (const { name } of publishedPackages())
      expect(nameOf(billOf(name.replace("@", "").replace("/", "-")).metadata.component)).toBe(`${name}@${version}`);
  });

  test("are refused where they do not", async () => {
    const broken = mkdtempSync(join(folder, "broken-"));
    const { components, ...rest } = billOf("skyvia-schedules-core");
    writeFileSync(
      join(broken, "a.cdx.json"),
      JSON.stringify({ ...rest, components: [{ ...components[0], type: "a" }] }),
    );
    expect(await mistakesOf(broken)).toEqual([expect.stringMatching(/^a\.cdx\.json: .*type/)]);
    await expect(mistakesOf(join(folder, "npm"))).rejects.toThrow("has no bill of materials");
  });

  test("of the bundles have exactly the packages whose licenses are inside", () => {
    const inBundle = packagesOf(readFileSync(join(root, "packages/cli/bundle/licenses.txt"), "utf8"));
    const inExecutable = packagesOf(readFileSync(join(assets, "skyvia-schedules-licenses.txt"), "utf8"));
    const others = (name: string): readonly string[] =>
      billOf(name)
        .components.map(nameOf)
        .filter((one) => !ours.test(one))
        .toSorted();
    expect(others("skyvia-schedules")).toEqual([...inBundle].toSorted());
    expect(others("skyvia-schedules-linux")).toEqual([...inExecutable, `node@${process.versions.node}`].toSorted());
    expect(others("pulumi-resource-skyvia")).toContainEqual(expect.stringMatching(/^@grpc\/grpc-js@/));
  });
});

test("the Go SDK gets the tag that Go looks for, once, and Go downloads it by that", () => {
  const tag = `sdk/go/v${version}`;
  expect(printed).toContain(`first: ${tag} tagged, on this machine\n`);
  expect(printed).toContain(`again: ${tag} was there already, on this machine\n`);
  const [, module = ""] = /^module (.*)$/m.exec(readFileSync(join(folder, "go/go.mod"), "utf8")) ?? [];
  expect(module).toMatch(/\/sdk\/go$/);
  expect(printed).toContain(`downloaded from there by Go: ${module} v${version}\n`);
});

test("all packages are published to a registry, once, and what is installed from it works", () => {
  for (const { name } of publishedPackages()) {
    expect(printed).toContain(`first: ${name} ${version} published, on this machine\n`);
    expect(printed).toContain(`again: ${name} ${version} was there already, on this machine\n`);
  }
  expect(printed).toContain(`installed from there: skyvia-schedules ${version}\n`);
  expect(printed.trimEnd().split("\n").at(-1)).toBe("Nothing was published.");
});
