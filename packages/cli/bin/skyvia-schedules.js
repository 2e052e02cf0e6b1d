#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  const { main } = await import("../bundle/main.js");
  process.exitCode = await main(process);
} else {
  await import("./older-node.js");
}
