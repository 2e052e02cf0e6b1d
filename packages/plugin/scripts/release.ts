import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { create } from "tar";
import { licenses } from "../../../scripts/licenses.ts";

/**
 * Makes the folder release, or the given one: the plugin in one file with its launcher, as an archive for each system, and their checksums. The same inputs
 * give the same bytes.
 */
const folder = fileURLToPath(new URL("../", import.meta.url));
const release = resolve(process.argv[2] ?? join(folder, "release"));
const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly version: string };
const launcher = { posix: "pulumi-resource-skyvia", windows: "pulumi-resource-skyvia.cmd" };
const targets = ["linux", "darwin", "windows"].flatMap((os) => ["amd64", "arm64"].map((arch) => ({ os, arch })));

rmSync(release, { recursive: true, force: true });
const content = join(release, "plugin");
mkdirSync(join(content, "lib"), { recursive: true });
await bundle();
for (const name of Object.values(launcher)) {
  copyFileSync(join(folder, "launcher", name), join(content, name));
  chmodSync(join(content, name), 0o755);
}
writeFileSync(
  join(content, "package.json"),
  `${JSON.stringify({ name: "pulumi-resource-skyvia", version, private: true, type: "module" }, null, 2)}\n`,
);
const archives = targets.map(({ os, arch }) => ({
  os,
  file: `pulumi-resource-skyvia-v${version}-${os}-${arch}.tar.gz`,
}));
// The plugin is JavaScript: systems with the same launcher get the same bytes.
const posix = await pack(launcher.posix);
const windows = await pack(launcher.windows);
for (const { os, file } of archives) writeFileSync(join(release, file), os === "windows" ? windows : posix);
writeFileSync(join(release, "checksums.txt"), archives.map(({ file }) => `${sha256(file)}  ${file}\n`).join(""));
for (const { file } of archives) process.stdout.write(`${join(release, file)}\n`);

async function bundle(): Promise<void> {
  const build = await rolldown({ input: join(folder, "dist/main.js"), platform: "node", external: [/^node:/] });
  const { output } = await build.write({
    file: join(content, "lib/main.js"),
    format: "esm",
    codeSplitting: false,
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await build.close();
  const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
  writeFileSync(join(content, "licenses.txt"), licenses(modules));
}

/** An archive of the plugin with a launcher. */
async function pack(starter: string): Promise<Buffer> {
  const files = ["lib/main.js", "licenses.txt", "package.json", starter];
  return create({ cwd: content, gzip: { level: 9 }, portable: true, mtime: new Date(0) }, files).concat();
}

function sha256(file: string): string {
  return createHash("sha256")
    .update(readFileSync(join(release, file)))
    .digest("hex");
}
