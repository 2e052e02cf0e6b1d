import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { publishedPackages, tarballOf, type Manifest } from "../pack-packages.ts";

/** Where packages are published, and how. */
export interface Publishing {
  /** The address of a registry on this machine that asks for no account; null: the one that npm is set to. */
  readonly registry: string | null;
  /** Lets npm sign where the packages were built. npm can do that only in a workflow of GitHub or GitLab. */
  readonly provenance: boolean;
}

/** A package, and the result of its publication. */
export interface Published {
  readonly name: string;
  readonly version: string;
  readonly result: "published" | "was there already";
}

/**
 * Publishes the packed packages of a folder, each after those that it needs. Packages that the registry has already are skipped, so that a release that stopped
 * in the middle can be run again. Throws if npm fails.
 */
export function publishPackages(folder: string, how: Publishing): readonly Published[] {
  return inOrder(publishedPackages()).map((manifest) => {
    const { name, version } = manifest;
    if (isThere(manifest, how)) return { name, version, result: "was there already" };
    npm("publish", join(folder, tarballOf(manifest)), "--access", "public", ...flags(how));
    return { name, version, result: "published" };
  });
}

/** The packages, each after all others that it depends on. */
export function inOrder(manifests: readonly Manifest[]): readonly Manifest[] {
  const ordered: Manifest[] = [];
  const add = (manifest: Manifest): void => {
    if (ordered.includes(manifest)) return;
    for (const other of manifests) if (other.name in (manifest.dependencies ?? {})) add(other);
    ordered.push(manifest);
  };
  manifests.forEach(add);
  return ordered;
}

/** Whether the registry has this version. Throws if it does not answer. */
function isThere({ name, version }: Manifest, { registry }: Publishing): boolean {
  const args = ["view", `${name}@${version}`, "version", "--json", ...registryFlag(registry)];
  const { status, stdout } = spawnSync("npm", args, { encoding: "utf8" });
  if (status === 0) return stdout.trim() !== "";
  if (/"E404"/.test(stdout)) return false;
  throw new Error(`npm ${args.join(" ")} failed: ${stdout}`);
}

function flags({ registry, provenance }: Publishing): readonly string[] {
  return [...(provenance ? ["--provenance"] : []), ...registryFlag(registry)];
}

/** npm publishes nothing without a token, even if the registry does not need one. */
function registryFlag(registry: string | null): readonly string[] {
  return registry === null ? [] : [`--registry=${registry}`, `--${registry.replace("http:", "")}/:_authToken=none`];
}

function npm(...args: readonly string[]): void {
  execFileSync("npm", [...args, "--loglevel=error"], { stdio: ["ignore", "ignore", "inherit"] });
}
