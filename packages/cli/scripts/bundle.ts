import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { licenses } from "../../../scripts/licenses.ts";

/**
 * Puts what `tsc -b` made of the command line, with the libraries it loads, into a few files: a verb that loads some of them
 * instead of two hundred modules starts a third sooner. The emulator is a file of its own, which only the verbs `emulator`
 * and `demo` load.
 */
const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = pathOf("../bundle");

const build = await rolldown({
  input: pathOf("../dist/main.js"),
  platform: "node",
  external: [/^node:/],
  preserveEntrySignatures: "allow-extension", // `version` loads this one file
});
rmSync(folder, { recursive: true, force: true });
const { output } = await build.write({
  dir: folder,
  format: "esm",
  chunkFileNames: "[name]-[hash].js",
  comments: { legal: true },
});
await build.close();
const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
writeFileSync(join(folder, "licenses.txt"), licenses(modules));
