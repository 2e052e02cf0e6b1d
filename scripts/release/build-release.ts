import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packPackages, publishedPackages } from "../pack-packages.ts";
import { placeSdks } from "./place-sdks.ts";
import { notesOf, versionOf } from "./next-version.ts";
import { billOf, narrow, packagesOf, withComponent, type BillOfMaterials } from "./bill-of-materials.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const executables = ["skyvia-schedules-linux-x64", "skyvia-schedules-linux-arm64"];
const licensesOfExecutables = "skyvia-schedules-licenses.txt";
/** The package that is published as a bundle, and so contains its dependencies. */
const bundled = "skyvia-schedules";

/**
 * Makes everything that a release publishes, in an empty folder: the packed packages in `npm`; in `assets` the executables, the archives of the Pulumi plugin
 * and of its SDKs, and a bill of materials for each executable, plugin and package, with the checksums of all files; the Go SDK in `go`; and `notes.md`, the
 * text of the release. Needs what `build` and `executable` have made, and Go.
 */
export async function buildRelease(folder: string): Promise<void> {
  const [npm, assets] = [join(folder, "npm"), join(folder, "assets")];
  rmSync(folder, { recursive: true, force: true });
  for (const one of [npm, assets]) mkdirSync(one, { recursive: true });
  packPackages(npm);
  for (const file of [...executables, licensesOfExecutables])
    copyFileSync(join(root, "dist", file), join(assets, file));
  const plugin = placePlugin(assets);
  await placeSdks(assets, join(folder, "go"));
  const bills = { ...billsOfPackages(), ...billsOfBundles(assets, plugin) };
  for (const [name, bill] of Object.entries(bills))
    writeFileSync(join(assets, `${name}.cdx.json`), `${JSON.stringify(bill, null, 2)}\n`);
  writeFileSync(join(folder, "notes.md"), releaseNotes());
  writeFileSync(join(assets, "SHA256SUMS"), readdirSync(assets).toSorted().map(checksumIn(assets)).join(""));
}

/** The part of the command line's change log about this version. */
function releaseNotes(): string {
  const file = join(root, "packages/cli/CHANGELOG.md");
  const log = existsSync(file) ? readFileSync(file, "utf8") : "";
  return notesOf(log, versionOf(root));
}

/** Makes the archives of the plugin, and returns the packages in it. */
function placePlugin(assets: string): ReadonlySet<string> {
  const made = mkdtempSync(join(tmpdir(), "plugin-"));
  try {
    execFileSync(process.execPath, [join(root, "packages/plugin/scripts/release.ts"), made], { stdio: "ignore" });
    for (const file of readdirSync(made).filter((name) => name.endsWith(".tar.gz")))
      copyFileSync(join(made, file), join(assets, file));
    return packagesOf(readFileSync(join(made, "plugin/licenses.txt"), "utf8"));
  } finally {
    rmSync(made, { recursive: true });
  }
}

/** The packages that npm installs with each library. */
function billsOfPackages(): Readonly<Record<string, BillOfMaterials>> {
  const libraries = publishedPackages().filter(({ name }) => name !== bundled);
  return Object.fromEntries(libraries.map(({ name }) => [fileOf(name), billOf(name, "installed")]));
}

function billsOfBundles(assets: string, plugin: ReadonlySet<string>): Readonly<Record<string, BillOfMaterials>> {
  const commandLine = billOf(bundled, "built from");
  const inPackage = packagesOf(readFileSync(join(root, "packages/cli/bundle/licenses.txt"), "utf8"));
  const inExecutables = packagesOf(readFileSync(join(assets, licensesOfExecutables), "utf8"));
  const node = { type: "application", name: "node", version: process.versions.node };
  const ref = `pkg:generic/node@${node.version}`;
  return {
    [bundled]: narrow(commandLine, withOurs(inPackage, commandLine)),
    [`${bundled}-linux`]: withComponent(narrow(commandLine, withOurs(inExecutables, commandLine)), {
      ...node,
      "bom-ref": ref,
      purl: ref,
    }),
    "pulumi-resource-skyvia": narrowed("@skyvia-schedules/plugin", plugin),
  };
}

function narrowed(name: string, inside: ReadonlySet<string>): BillOfMaterials {
  const bill = billOf(name, "built from");
  return narrow(bill, withOurs(inside, bill));
}

/** Adds the packages of this repository, which are not among the third-party licenses. */
function withOurs(inside: ReadonlySet<string>, { components }: BillOfMaterials): ReadonlySet<string> {
  const ours = components.filter(({ group }) => group === "@skyvia-schedules");
  return new Set([...inside, ...ours.map(({ group, name, version }) => `${group}/${name}@${version}`)]);
}

function fileOf(name: string): string {
  return name.replace("@", "").replace("/", "-");
}

function checksumIn(folder: string): (name: string) => string {
  return (name) => {
    const hash = createHash("sha256").update(readFileSync(join(folder, name)));
    return `${hash.digest("hex")}  ${name}\n`;
  };
}
