import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/**
 * Puts what `tsc -b` made of the command line, with the libraries it loads, into a few files: a verb that loads some of them
 * instead of two hundred modules starts a third sooner. The emulator stays outside, as only two verbs load it.
 */
const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = pathOf("../bundle");

const bundle = await rolldown({
  input: pathOf("../dist/main.js"),
  platform: "node",
  external: [/^node:/, "@skyvia-schedules/emulator", "write-file-atomic"], // the last one asks where its own file is
  preserveEntrySignatures: "allow-extension", // `version` loads this one file
});
rmSync(folder, { recursive: true, force: true });
const { output } = await bundle.write({
  dir: folder,
  format: "esm",
  chunkFileNames: "[name]-[hash].js",
  comments: { legal: true },
});
await bundle.close();
const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
writeFileSync(join(folder, "LICENSES.txt"), licencesOf(modules));

/** The licence texts of the libraries that the modules come from. */
function licencesOf(files: readonly string[]): string {
  const packages = new Set(files.filter((file) => file.includes("/node_modules/")).map(packageFolder));
  return [...packages].toSorted().map(licenceOf).join("\n");
}

function packageFolder(file: string): string {
  let at = dirname(file);
  while (!existsSync(join(at, "package.json")) || !("name" in manifestOf(at))) at = dirname(at);
  return at;
}

function licenceOf(at: string): string {
  const { name, license } = manifestOf(at);
  const file = readdirSync(at).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? "The package carries no text of it." : readFileSync(join(at, file), "utf8");
  return `${name} (${license})\n\n${text.trim()}\n`;
}

function manifestOf(at: string): { readonly name?: string; readonly license?: string } {
  return JSON.parse(readFileSync(join(at, "package.json"), "utf8")) as { name?: string; license?: string };
}
