import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packPackages, type PackedPackage } from "../../scripts/pack-packages.ts";
import { placeNode } from "../../scripts/executable/place-node.ts";
import { smokes } from "./command-line-smoke.ts";
import { installers, type Installer } from "./installers.ts";
import { run } from "./program.ts";
import { printed, programs, typedPrograms } from "./programs.ts";

// What a stranger gets: every published package, packed, and installed into an empty folder.
const top = mkdtempSync(join(tmpdir(), "skyvia-packages-"));
const require = createRequire(import.meta.url);
const sdk = versionOf("@pulumi/pulumi/package.json");
/** How the compiler finds types, by the installer whose folder it looks in. */
const resolutions: Readonly<Record<string, { module: string; moduleResolution: string; files: readonly string[] }>> = {
  npm: { module: "nodenext", moduleResolution: "nodenext", files: typedPrograms.map(({ file }) => file) },
  pnpm: { module: "preserve", moduleResolution: "bundler", files: ["typed.mts"] },
};
let packed: readonly PackedPackage[];

beforeAll(() => {
  packed = packPackages(mkdtempSync(join(top, "tarballs-")));
});

afterAll(() => rmSync(top, { recursive: true, force: true }));

describe.each(Object.entries(installers))("installed by %s from the packed tarballs", (name, installer) => {
  const folder = join(top, name);
  beforeAll(() => installInto(folder, installer), 300_000);

  test("the command line shows the demo", async () => {
    const { code, stdout } = await run([...installer.commandLine, "demo"], { cwd: folder, env: ofThisMachine() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/Applied: 3 done, 0 failed/);
  });

  test.for(programs)("client, core, emulator and pulumi work in $form", async ({ file }, context) => {
    const started = await run([...installer.node, join(folder, file)], { cwd: folder, env: ofThisMachine() });
    context.expect(started).toEqual({ code: 0, stdout: printed, stderr: "" });
  });

  // Each resolution once: yarn makes no node_modules here, which the compiler looks for.
  test.runIf(name in resolutions)("their types are found", () => {
    const { module, moduleResolution, files } = resolutions[name] ?? {};
    const options = { module, moduleResolution, target: "es2024", types: ["node"], strict: true, noEmit: true };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
    expect(compile(folder)).toBe("");
  });
});

describe.runIf(process.platform === "linux" && process.arch === "x64").each(["22.19.0", "26.10.0"])(
  "installed by npm, on Node.js %s",
  (version) => {
    const folder = join(top, "npm");
    const node = (): string => join(placeNode({ version, arch: "x64" }), "bin/node");
    const bin = join(folder, "node_modules/skyvia-schedules/bin/skyvia-schedules.js");

    test.for(programs)("client, core, emulator and pulumi work in $form", async ({ file }, context) => {
      const { code, stdout } = await run([node(), join(folder, file)], { cwd: folder, env: ofThisMachine() });
      context.expect({ code, stdout }).toEqual({ code: 0, stdout: printed });
    });

    test.for(smokes)("$does", async ({ check }, context) => check([node(), bin], context.expect));
  },
);

function installInto(folder: string, { install }: Installer): void {
  mkdirSync(folder);
  const local = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const compiler = {
    typescript: versionOf("typescript/package.json"),
    "@types/node": versionOf("@types/node/package.json"),
  };
  install(folder, { ...local, "@pulumi/pulumi": sdk, ...compiler }, local);
  for (const { file, text } of [...programs, ...typedPrograms]) writeFileSync(join(folder, file), text);
}

/** What the installed compiler prints. */
function compile(folder: string): string {
  try {
    return execFileSync(process.execPath, [join(folder, "node_modules/typescript/bin/tsc"), "-p", folder], {
      encoding: "utf8",
    });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}

/** The environment of these tests, for programs that start Node.js and package managers. */
function ofThisMachine(): Readonly<Record<string, string>> {
  const variables = Object.entries(process.env).filter(([name]) => !/^(SKYVIA_|npm_|NODE_OPTIONS|VITEST)/i.test(name));
  return Object.fromEntries(variables.map(([name, value]) => [name, value ?? ""]));
}

function versionOf(manifest: string): string {
  return (JSON.parse(readFileSync(require.resolve(manifest), "utf8")) as { version: string }).version;
}
