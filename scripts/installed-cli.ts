import { deepStrictEqual, match, ok } from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const most = 6 * 1024 * 1024;

/**
 * Installs the packed command line with npm into an empty folder and uses it there. Throws unless this adds only that package, of at most 6 MiB, and unless the
 * demo and the emulator, which other verbs do not load, run from it.
 */
export async function checkInstalledCli(tarball: string, folder: string): Promise<void> {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  // Offline: another package would have to be downloaded.
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", tarball], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const modules = join(folder, "node_modules");
  deepStrictEqual(
    readdirSync(modules).filter((name) => !name.startsWith(".")),
    ["skyvia-schedules"],
  );
  const size = sizeOf(modules);
  ok(size <= most, `the installed command line has ${size} bytes, but the limit is ${most}`);

  const bin = join(modules, "skyvia-schedules/bin/skyvia-schedules.js");
  const demo = execFileSync(process.execPath, [bin, "demo"], { cwd: folder, encoding: "utf8" });
  match(demo, /Applied: 3 done, 0 failed/);
  await checkEmulator(bin, folder);
}

async function checkEmulator(bin: string, folder: string): Promise<void> {
  const child = spawn(process.execPath, [bin, "emulator", "--port", "0", "--format", "json"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const { url, token } = JSON.parse(line) as { url: string; token: string };
    const texts = [];
    for (const path of ["/", "/page.css", "/page.js", "/openapi.json", "/v1/workspaces"]) {
      const answer = await fetch(url + path, { headers: { authorization: token } });
      ok(answer.ok, `the installed emulator answers ${path} with ${answer.status}`);
      texts.push(await answer.text());
    }
    match(texts[0] ?? "", /<!doctype html>/);
  } finally {
    child.kill();
    await once(child, "close");
  }
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
