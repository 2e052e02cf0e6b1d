import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished, test } from "vitest";

test("an older Node.js than the tool needs is an error that says where to get another one", ({ expect }) => {
  const folder = mkdtempSync(join(tmpdir(), "skyvia-older-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(fileURLToPath(new URL("../../bin", import.meta.url)), join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  const { status, stderr } = spawnSync(process.execPath, ["bin/older-node.js", "plan"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^error: skyvia-schedules needs Node\.js 22\.19 or later, but this is \d+\.\d+\.\d+\n {2}Install/,
  );
  expect(stderr).toContain("https://nodejs.org");
  expect(stderr).toContain("`npx -y pnpm@12 executable`");
});
