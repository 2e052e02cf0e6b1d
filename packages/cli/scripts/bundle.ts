import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { licenses } from "../../../scripts/licenses.ts";

/**
 * Puts the sources of the command line, with the libraries it loads, into a few files: a verb that loads some of them
 * instead of two hundred modules starts a third sooner. The emulator is a file of its own, which only the verbs `emulator`
 * and `demo` load. Types are not verified here, so that the demo of a fresh clone does not wait for the compiler.
 */
const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = pathOf("../bundle");

const build = await rolldown({
  input: pathOf("../src/main.ts"),
  platform: "node",
  transform: { target: "es2024" }, // as in tsconfig.base.json: Node.js 22 has no `using`
  plugins: [{ name: "sources", resolveId: sourceOf }],
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

/** The source of what another package of this repository exports. null: the module is of somebody else. */
function sourceOf(id: string): string | null {
  const [, name, entry = ""] = /^@skyvia-schedules\/([\w-]+)(\/.*)?$/.exec(id) ?? [];
  if (name === undefined) return null;
  const { exports } = JSON.parse(readFileSync(pathOf(`../../${name}/package.json`), "utf8")) as Manifest;
  const built = exports[`.${entry}`]?.default ?? "";
  return pathOf(`../../${name}/${built.replace("./dist/", "src/").replace(/\.js$/, ".ts")}`);
}

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly default: string }>>;
}
