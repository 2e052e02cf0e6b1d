import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A program in Go that uses the SDK in a folder: `main.go` and what else is in `files`. */
export function compileGo(folder: string, sdk: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const go = (...args: string[]): void => {
    execFileSync("go", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  };
  go("mod", "edit", "-replace", `github.com/skyvia-schedules/skyvia-schedules/sdk/go=${sdk}`);
  go("vet", "-mod=mod", "./...");
}
