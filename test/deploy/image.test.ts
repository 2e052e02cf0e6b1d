import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@skyvia-schedules/emulator";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const dockerfile = read("examples/kubernetes/Dockerfile");
const manifest = JSON.parse(read("packages/cli/package.json")) as {
  version: string;
  files: readonly string[];
  engines: { node: string };
};

interface Container {
  readonly args: readonly string[];
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
}

const deployment = parse(read("examples/kubernetes/deployment.yaml")) as {
  spec: { template: { spec: { containers: [Container]; securityContext: { runAsUser: number } } } };
};
const { containers, securityContext } = deployment.spec.template.spec;
const [container] = containers;

/** The value of one instruction of the last stage. */
function instruction(word: string): string {
  const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
  return new RegExp(`^${word} (.+)$`, "m").exec(last)?.[1] ?? "";
}

describe("the Dockerfile", () => {
  test("has two stages of one pinned image, and installs this version", () => {
    expect(dockerfile.match(/^FROM .*/gm)).toEqual([
      "FROM node:${NODE_VERSION}-alpine AS build",
      "FROM node:${NODE_VERSION}-alpine",
    ]);
    expect(dockerfile).toMatch(/^ARG NODE_VERSION=\d+\.\d+\.\d+$/m);
    expect(dockerfile).toMatch(
      new RegExp(`^ARG SKYVIA_SCHEDULES_VERSION=${manifest.version.replaceAll(".", "\\.")}$`, "m"),
    );
    expect(deployment.spec.template.spec.containers[0]).toMatchObject({
      image: expect.stringMatching(/:\d+\.\d+\.\d+$/),
    });
  });

  test("does not run as root, with the user of the Deployment", () => {
    expect(instruction("USER")).toBe(`${securityContext.runAsUser}:${securityContext.runAsUser}`);
  });
});

/** A folder laid out like the image, with what Kubernetes mounts into it; `absolute` is a path of the image in it. */
function layOut(token: string): { readonly folder: string; readonly absolute: (path: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  const absolute = (path: string): string => path.replace(/^(?=\/(?:app|config|token|ledger)\b)/, folder);
  const [, target = ""] = instruction("COPY").split(" ").slice(-2);
  for (const part of [...manifest.files, "package.json"]) {
    cpSync(join(root, "packages/cli", part), join(absolute(target), part), { recursive: true });
  }
  mkdirSync(absolute("/config/..v1"), { recursive: true });
  symlinkSync("..v1", absolute("/config/..data"));
  const { data } = parse(read("examples/kubernetes/configmap.yaml")) as { data: Record<string, string> };
  for (const [file, text] of Object.entries(data)) {
    writeFileSync(absolute(`/config/..v1/${file}`), text);
    symlinkSync(`..data/${file}`, absolute(`/config/${file}`));
  }
  mkdirSync(absolute("/token"));
  writeFileSync(absolute("/token/token"), token);
  mkdirSync(absolute("/ledger"));
  protect(folder, absolute("/ledger"));
  return { folder, absolute };
}

/** Nobody may write anywhere but to the ledger. */
function protect(folder: string, ledger: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
  }
  chmodSync(ledger, 0o755);
  if (process.getuid?.() === 0) chownSync(ledger, securityContext.runAsUser, securityContext.runAsUser);
}

test("the files of the image run with the arguments of the Deployment, as its user, and end with 0", async () => {
  await using emulator = await startHere();
  const { folder, absolute } = layOut(emulator.token);
  try {
    const [node = "", ...entry] = (JSON.parse(instruction("ENTRYPOINT")) as string[]).map(absolute);
    expect(node).toBe("node");
    const args = container.args.map(absolute).map((word) => word.replace(/^0\.0\.0\.0:\d+$/, "127.0.0.1:0"));
    const user = process.getuid?.() === 0 ? { uid: securityContext.runAsUser, gid: securityContext.runAsUser } : {};
    const child = spawn(process.execPath, [...entry, ...args], {
      cwd: absolute(instruction("WORKDIR")),
      env: { SKYVIA_BASE_URL: emulator.url, NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "inherit"],
      ...user,
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    const lines: { event: string; url?: string; level: string }[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const parsed = JSON.parse(line) as (typeof lines)[number];
      lines.push(parsed);
      if (parsed.event !== "sweep") continue;
      const url = lines[0]?.url ?? "";
      for (const { path } of [container.livenessProbe.httpGet, container.readinessProbe.httpGet]) {
        expect((await fetch(url + path)).status).toBe(200);
      }
      child.kill("SIGTERM");
    }
    expect(await ended).toBe(0);
    expect(lines.map(({ event }) => event)).toEqual(["started", "write", "write", "sweep", "stopped"]);
    expect([emulator.world.schedule(123, 456), emulator.world.schedule(123, 458)]).toEqual(["enabled", "disabled"]);
    expect(readFileSync(absolute("/ledger/ledger.jsonl"), "utf8").trim().split("\n")).toHaveLength(5);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

async function startHere() {
  const emulator = await startEmulator({
    seed: {
      workspaces: [
        {
          id: 123,
          name: "Production",
          integrations: [
            { id: 456, name: "Nightly orders", schedule: "disabled" },
            { id: 458, name: "Hourly leads", schedule: "enabled" },
          ],
        },
      ],
    },
  });
  return Object.assign(emulator, { [Symbol.asyncDispose]: async () => emulator.close() });
}
