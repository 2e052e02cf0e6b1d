import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { credentials } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../", import.meta.url));

test("the folder runs as PulumiPlugin.yaml says: as the host of Node.js programs runs it", async () => {
  expect(readFileSync(`${folder}PulumiPlugin.yaml`, "utf8")).toMatch(/^runtime: nodejs$/m);
  const host = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-plugin/index.js");
  const child = spawn(process.execPath, [host, folder, "127.0.0.1:1"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  try {
    const [port] = (await Promise.race([once(createInterface(child.stdout), "line"), ended])) as [unknown];
    const client = new services.ResourceProviderClient(`127.0.0.1:${String(port)}`, credentials.createInsecure());
    const info = await new Promise<PluginInfo>((resolve, reject) => {
      client.getPluginInfo(new empty.Empty(), (error, answer) => (error === null ? resolve(answer) : reject(error)));
    });
    const { version } = JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as { readonly version: string };
    expect(info.getVersion()).toBe(version);
    client.close();
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
});
