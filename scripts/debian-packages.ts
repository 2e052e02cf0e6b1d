import { spawnSync } from "node:child_process";

/** Installs packages of Debian if this process may do that (as root, with apt-get). Returns whether they are installed. */
export function installDebianPackages(...names: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !run("apt-get", "--version")) return false;
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (!run("apt-get", "update", "-qq")) continue;
    if (run("apt-get", "install", "-y", "-qq", "--no-install-recommends", ...names)) return true;
  }
  return false;
}

function run(command: string, ...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}
