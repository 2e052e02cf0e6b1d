#!/usr/bin/env node
import module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  module.enableCompileCache?.();
  const [{ run }, { createIo }] = await Promise.all([import("../dist/run.js"), import("../dist/io.js")]);
  process.exitCode = await run(process.argv.slice(2), createIo(process));
} else {
  await import("./older-node.js");
}
