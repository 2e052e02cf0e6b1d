import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown, type OutputChunk } from "rolldown";
import { licenses } from "../../../scripts/licenses.ts";

/** Writes the action with everything that it needs into bundle/, which is committed: a runner starts it directly. `--check` only compares. */
const folder = fileURLToPath(new URL("../", import.meta.url));
const root = join(folder, "../..");
const cli = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")) as {
  name: string;
  version: string;
};

const files = await bundled();
if (process.argv.includes("--check")) check(files);
else write(files);

async function bundled(): Promise<ReadonlyMap<string, string>> {
  const build = await rolldown({
    cwd: root,
    input: { main: join(folder, "src/main.ts") },
    platform: "node",
    // A workflow does not need the emulator and the demo: their verbs report that the package is missing.
    external: [/^@skyvia-schedules\/emulator$/],
    tsconfig: false,
    // A library makes its temporary names from the path of its own file.
    transform: { define: { __filename: "import.meta.filename" } },
  });
  const { output } = await build.generate({
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "[name].js",
    codeSplitting: false,
    minify: false,
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await build.close();
  const chunks = output.filter((part): part is OutputChunk => part.type === "chunk");
  const sources = chunks.flatMap(({ moduleIds }) => moduleIds);
  return new Map([
    ...chunks.map(({ fileName, code }) => [`lib/${fileName}`, code] as const),
    // The file in which the tool finds its version, and which makes its files modules.
    [
      "package.json",
      `${JSON.stringify({ name: cli.name, version: cli.version, private: true, type: "module" }, null, 2)}\n`,
    ],
    ["licenses.txt", licenses(sources)],
  ]);
}

function write(found: ReadonlyMap<string, string>): void {
  rmSync(join(folder, "bundle"), { recursive: true, force: true });
  for (const [file, text] of found) {
    const path = join(folder, "bundle", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function check(expected: ReadonlyMap<string, string>): void {
  const bundle = join(folder, "bundle");
  const present = existsSync(bundle)
    ? readdirSync(bundle, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : [];
  const names = new Set([
    ...expected.keys(),
    ...present.map((entry) => relative(bundle, join(entry.parentPath, entry.name))),
  ]);
  const stale = [...names].filter((name) => {
    const path = join(bundle, name);
    return !existsSync(path) || readFileSync(path, "utf8") !== expected.get(name);
  });
  if (stale.length === 0) return;
  process.stderr.write(
    `packages/action/bundle is not current (${stale.join(", ")}): run \`pnpm bundle\` and commit it\n`,
  );
  process.exitCode = 1;
}
