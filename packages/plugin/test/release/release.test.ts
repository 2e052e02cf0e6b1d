import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { list } from "tar";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const script = fileURLToPath(new URL("../../scripts/release.ts", import.meta.url));
const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};
const folder = mkdtempSync(join(tmpdir(), "plugin-release-"));
const launcher = join(folder, "first/plugin/pulumi-resource-skyvia");

beforeAll(() => {
  for (const name of ["first", "second"]) execFileSync(process.execPath, [script, join(folder, name)]);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("the release has an archive for each system, and their checksums", () => {
  const lines = readFileSync(join(folder, "first/checksums.txt"), "utf8").trim().split("\n");
  expect(lines.map((line) => line.split("  ")[1])).toEqual(
    ["linux", "darwin", "windows"].flatMap((os) =>
      ["amd64", "arm64"].map((arch) => `pulumi-resource-skyvia-v${manifest.version}-${os}-${arch}.tar.gz`),
    ),
  );
  for (const line of lines) {
    const [sum, file = ""] = line.split("  ");
    expect(
      createHash("sha256")
        .update(readFileSync(join(folder, "first", file)))
        .digest("hex"),
    ).toBe(sum);
  }
});

test("the same sources give the same bytes", () => {
  for (const file of readdirSync(join(folder, "first")).filter((name) => name !== "plugin")) {
    expect(readFileSync(join(folder, "second", file)).equals(readFileSync(join(folder, "first", file))), file).toBe(
      true,
    );
  }
});

test.for([
  ["linux-amd64", "pulumi-resource-skyvia"],
  ["windows-amd64", "pulumi-resource-skyvia.cmd"],
])("the archive for %s has the launcher that the engine looks for, and the licenses", ([system, name]) => {
  const files: string[] = [];
  const file = join(folder, `first/pulumi-resource-skyvia-v${manifest.version}-${system}.tar.gz`);
  list({ file, sync: true, onReadEntry: (entry) => files.push(entry.path) });
  expect(files).toEqual(["lib/main.js", "licenses.txt", "package.json", name]);
  expect(readFileSync(join(folder, "first/plugin/licenses.txt"), "utf8")).toContain("@grpc/grpc-js");
});

test("the plugin prints its port, and ends when its engine and the process that started it are gone", async () => {
  // A shell starts it, reports the port and the process, and ends.
  const shell = spawn("sh", ["-c", `"${launcher}" 127.0.0.1:1 & echo $!; read line`], {
    env: withNode(process.execPath),
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(shell.stdout);
  const printed: string[] = [];
  await new Promise<void>((resolve) => {
    lines.on("line", (line: string) => {
      printed.push(line);
      if (printed.length === 2) resolve();
    });
  });
  const ids = printed.map(Number);
  expect(ids.every((id) => id > 0)).toBe(true);
  shell.stdin.end("\n");
  await new Promise((resolve) => lines.on("close", resolve)); // both have ended: nobody has the pipe
});

describe("the launcher says in two lines at most", () => {
  test("that there is no Node.js", () => {
    const { status, stdout, stderr } = spawnSync(launcher, [], { env: withNode(null), encoding: "utf8" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^pulumi-resource-skyvia needs Node\.js 22\.19 or later, and there is no node on PATH\.\n.*\n$/,
    );
  });

  test.for(["20.18.1", "22.18.0", "18.0.0"])("that Node.js is too old: %s", (version) => {
    const old = join(folder, `node-${version}`);
    writeFileSync(
      old,
      `#!/bin/sh\n[ "$1" = --version ] && echo v${version} && exit\nexec "${process.execPath}" -e "Object.defineProperty(process.versions, 'node', { value: '${version}' }); $2"\n`,
    );
    chmodSync(old, 0o755);
    const { status, stdout, stderr } = spawnSync(launcher, [], { env: withNode(old), encoding: "utf8" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      new RegExp(
        `^pulumi-resource-skyvia needs Node\\.js 22\\.19 or later, but this is v${version} \\(.*\\)\\.\n.*\n$`,
      ),
    );
  });
});

/** The programs that a shell script needs. */
const tools = execFileSync("which", ["dirname", "sh"], { encoding: "utf8" }).trim().split("\n");

/** An environment whose PATH has this file as `node`, and what a shell script needs. */
function withNode(node: string | null): NodeJS.ProcessEnv {
  const bin = mkdtempSync(join(folder, "bin-"));
  for (const tool of tools) symlinkSync(tool, join(bin, basename(tool)));
  if (node !== null) symlinkSync(node, join(bin, "node"));
  return { PATH: bin };
}
