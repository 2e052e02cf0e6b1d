import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The packages that a user of the provider installs, by name, packed as they are published. */
export type Tarballs = Readonly<Record<string, string>>;

/** Packs the provider and what it depends on into a folder. */
export function packPackages(folder: string): Tarballs {
  const packages = ["client", "core", "provider"].flatMap((name) => ["--filter", `./packages/${name}`]);
  run(root, "npx", "-y", "pnpm@12", "--silent", ...packages, "pack", "--pack-destination", folder);
  const files = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  return Object.fromEntries(
    files.map((file) => [`@skyvia-schedules/${/skyvia-schedules-(.+)-\d/.exec(file)?.[1]}`, join(folder, file)]),
  );
}

/** The user agent of the next release. */
export const nextAgent = "the-next-release";

/** The provider as its next release, with another user agent: the package that a registry has after an upgrade. */
export function nextRelease(tarball: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  run(folder, "tar", "-xzf", tarball);
  const manifest = join(folder, "package/package.json");
  const published = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, unknown>;
  writeFileSync(manifest, JSON.stringify({ ...published, version: "0.9.9" }));
  writeFileSync(join(folder, "package/dist/user-agent.js"), `export const userAgent = "${nextAgent}";\n`);
  const packed = join(folder, "next.tgz");
  run(folder, "tar", "-czf", packed, "package");
  return packed;
}

/** Installs the packages that a user types, with the tarballs in place of packages of a registry. */
export type Install = (folder: string, dependencies: Readonly<Record<string, string>>, tarballs: Tarballs) => void;

export const installers: Readonly<Record<"npm" | "pnpm", Install>> = {
  npm: (folder, dependencies, tarballs) => {
    const local = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
    writeManifest(folder, {
      dependencies: { ...dependencies, "@skyvia-schedules/pulumi": local["@skyvia-schedules/pulumi"] },
      overrides: local,
    });
    run(folder, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
  },
  pnpm: (folder, dependencies, tarballs) => {
    const local = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
    writeManifest(folder, {
      dependencies: { ...dependencies, "@skyvia-schedules/pulumi": local["@skyvia-schedules/pulumi"] },
    });
    writeFileSync(
      join(folder, "pnpm-workspace.yaml"),
      JSON.stringify({ overrides: local, allowBuilds: { protobufjs: true } }),
    );
    // As on a person's machine, where CI is set too.
    run(folder, "npx", "-y", "pnpm@12", "--silent", "install", "--prefer-offline", "--no-frozen-lockfile");
  },
};

function writeManifest(folder: string, rest: object): void {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "stage", private: true, ...rest }));
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
