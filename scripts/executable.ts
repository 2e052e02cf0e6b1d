import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { embed } from "./executable/embed.ts";
import type { NodeBuild } from "./executable/node-builds.ts";
import { placeNode } from "./executable/place-node.ts";
import { writeSingleFile } from "./executable/single-file.ts";
import { licenses } from "./licenses.ts";

/** Writes the command line as single executables for Linux, which need no Node.js, to the folder dist or the given one, with their licenses and checksums. */
const root = fileURLToPath(new URL("..", import.meta.url));
const dist = process.argv[2] ?? join(root, "dist");
const architectures: readonly NodeBuild["arch"][] = ["x64", "arm64"];
const ownFiles = ["package.json", "demo/seed.yaml", "demo/skyvia.yaml"];
const most = 150_000_000;

const folder = mkdtempSync(join(tmpdir(), "executable-"));
try {
  await writeExecutables();
} finally {
  rmSync(folder, { recursive: true });
}

async function writeExecutables(): Promise<void> {
  mkdirSync(dist, { recursive: true });
  const main = join(folder, "main.cjs");
  const modules = await writeSingleFile(main);
  const nodes = architectures.map((arch) => placeNode({ version: process.versions.node, arch }));
  const names = architectures.map((arch, at) => writeExecutable(arch, `${nodes[at]}/bin/node`, main));
  const licensesFile = "skyvia-schedules-licenses.txt";
  const ofNode = readFileSync(`${nodes[0]}/LICENSE`, "utf8");
  writeFileSync(join(dist, licensesFile), `${licenses(modules)}\n${"-".repeat(80)}\n\n${ofNode}`);
  writeFileSync(join(dist, "SHA256SUMS"), [...names, licensesFile].map(checksum).join(""));
}

function writeExecutable(arch: NodeBuild["arch"], node: string, main: string): string {
  const name = `skyvia-schedules-linux-${arch}`;
  const output = join(dist, name);
  const assets = Object.fromEntries(ownFiles.map((file) => [file, join(root, "packages/cli", file)]));
  const isNative = process.platform === "linux" && process.arch === arch;
  embed({ node, main, assets, isNative }, output, folder);
  const { size } = statSync(output);
  if (size > most) throw new Error(`${name} has ${size} bytes, but the limit is ${most}`);
  process.stdout.write(`${output} (${Math.round(size / 1e6)} MB)\n`);
  return name;
}

function checksum(name: string): string {
  const hash = createHash("sha256").update(readFileSync(join(dist, name)));
  return `${hash.digest("hex")}  ${name}\n`;
}
