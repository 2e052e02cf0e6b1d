import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildRelease } from "./release/build-release.ts";
import { installPublished } from "./release/install-published.ts";
import { openLocalRegistry } from "./release/local-registry.ts";
import { nextVersion } from "./release/next-version.ts";
import { publishPackages } from "./release/publish-packages.ts";
import { tryGoSdk } from "./release/try-go-sdk.ts";
import { mistakesOf } from "./release/validate-bill.ts";

/**
 * Does all that a release does, but nothing leaves this machine: the next version is made in a copy, all files are built in
 * dist/release or the folder that is given, the packages are published to a registry on this machine and installed from it.
 * The Go SDK gets its tag in a repository on this machine, and Go downloads it from there. What only GitHub can do is not
 * tried: the provenance, the release itself, and the other tags. It needs Go.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, "dist/release"));

const { from, to } = versionOfCopy();
say(`version: ${from} -> ${to}, in a copy`);

await buildRelease(folder);
for (const part of ["npm", "assets"]) for (const file of readdirSync(join(folder, part))) say(`built: ${part}/${file}`);

const mistakes = await mistakesOf(join(folder, "assets"));
if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
say("bills of materials: all follow the schema of CycloneDX 1.6");

await publishHere();
for (const line of tryGoSdk(join(folder, "go"), from)) say(line);
say("Nothing was published.");

/** The version that the notes lead to, made in a copy of the last commit. */
function versionOfCopy(): { readonly from: string; readonly to: string } {
  const copy = mkdtempSync(join(tmpdir(), "version-"));
  try {
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${root}`, copy], { stdio: "inherit" });
    return nextVersion(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

async function publishHere(): Promise<void> {
  await using registry = await openLocalRegistry();
  const how = { registry: registry.url, provenance: false };
  for (const time of ["first", "again"])
    for (const { name, version, result } of publishPackages(join(folder, "npm"), how))
      say(`${time}: ${name} ${version} ${result}, on this machine`);
  say(`installed from there: ${installPublished(registry.url)}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
