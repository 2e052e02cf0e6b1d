#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  const { main } = await import("../bundle/main.js");
  process.exitCode = await main(process);
  // Everything is printed. What is left, such as a reader that does not read, must not keep the process alive.
  setTimeout(() => process.exit(), 250).unref();
} else {
  await import("./older-node.js");
}
