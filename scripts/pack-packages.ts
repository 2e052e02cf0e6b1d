import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A package as it is published. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  readonly tarball: string;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const packages = fileURLToPath(new URL("../packages/", import.meta.url));

/** The manifests of the packages that are published. */
export function publishedPackages(): readonly Manifest[] {
  const manifests = readdirSync(packages).map(
    (folder) => JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8")) as Manifest,
  );
  return manifests.filter((manifest) => manifest.private !== true);
}

/** Packs every published package into a folder. */
export function packPackages(folder: string): readonly PackedPackage[] {
  const published = publishedPackages();
  const filters = published.flatMap(({ name }) => ["--filter", name]);
  execFileSync("npx", ["-y", "pnpm@12", "--silent", ...filters, "pack", "--pack-destination", folder], {
    cwd: packages,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return published.map((manifest) => {
    const { name, version } = manifest;
    return { name, version, tarball: join(folder, tarballOf(manifest)) };
  });
}

/** The name of the file that a package is packed into. */
export function tarballOf({ name, version }: Manifest): string {
  return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}
