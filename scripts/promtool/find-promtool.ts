import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The folder into which Debian's package is unpacked. */
export function unpackedFolder(env: NodeJS.ProcessEnv = process.env): string {
  return join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "skyvia-schedules", "prometheus");
}

/** The path of Prometheus' `promtool`: one on `PATH`, else the unpacked one. null: there is none. */
export function findPromtool(env: NodeJS.ProcessEnv = process.env): string | null {
  const folders = [...(env["PATH"] ?? "").split(delimiter), join(unpackedFolder(env), "usr/bin")];
  return folders.map((folder) => join(folder, "promtool")).find((path) => existsSync(path)) ?? null;
}
