import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A registry for npm packages on this machine, which is empty at first. */
export interface LocalRegistry extends AsyncDisposable {
  readonly url: string;
}

const program = {
  private: true,
  dependencies: { verdaccio: "6.10.4" },
  // It asks for a tag, `cjs`, which mirrors of npm do not always have.
  overrides: { "node-fetch": "2.7.0" },
};

/**
 * Starts a registry on a free port of this machine. It does not pass the packages of this project on; other packages come from the registry that npm is set to.
 * When it is disposed of, its packages are deleted. Throws if it cannot be installed or started.
 */
export async function openLocalRegistry(): Promise<LocalRegistry> {
  const folder = mkdtempSync(join(tmpdir(), "registry-"));
  install(folder);
  writeFileSync(join(folder, "config.yaml"), JSON.stringify(settings(folder))); // JSON is YAML
  const port = await freePort();
  const args = ["node_modules/verdaccio/bin/verdaccio", "--config", "config.yaml", "--listen", `127.0.0.1:${port}`];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const end = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (await isListening(child.stdout)) return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: end };
  await end();
  throw new Error("the registry on this machine did not start");
}

function install(folder: string): void {
  writeFileSync(join(folder, "package.json"), JSON.stringify(program));
  const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

function settings(folder: string): object {
  const access = { access: "$all", publish: "$all" };
  return {
    storage: join(folder, "storage"),
    auth: { htpasswd: { file: join(folder, "htpasswd") } },
    uplinks: { others: { url: execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim() } },
    packages: {
      "@skyvia-schedules/*": access,
      "skyvia-schedules": access,
      "**": { access: "$all", publish: "nobody", proxy: "others" },
    },
    max_body_size: "100mb",
    log: { type: "stdout", format: "json", level: "warn" },
  };
}

/** Reads the output to its end, so that the process never waits for its reader. */
async function isListening(output: NodeJS.ReadableStream): Promise<boolean> {
  return new Promise((resolve) => {
    const lines = createInterface(output);
    lines.on("line", (line) => {
      if (line.includes("http address")) resolve(true);
    });
    lines.on("close", () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
