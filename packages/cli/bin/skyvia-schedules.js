#!/usr/bin/env node
import { enableCompileCache } from "node:module";

enableCompileCache?.();
const [{ run }, { createIo }] = await Promise.all([import("../dist/run.js"), import("../dist/io.js")]);
process.exitCode = await run(process.argv.slice(2), createIo(process));
