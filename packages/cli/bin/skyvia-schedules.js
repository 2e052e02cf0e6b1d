#!/usr/bin/env node
import { existsSync } from "node:fs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  // A build ends with the tool in a few files, which load faster than its many modules; without it those do.
  const bundle = new URL("../bundle/main.js", import.meta.url);
  const { main } = await import(existsSync(bundle) ? bundle.href : "../dist/main.js");
  process.exitCode = await main(process);
} else {
  await import("./older-node.js");
}
