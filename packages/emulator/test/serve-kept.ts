import { startEmulator } from "../src/index.ts";
import { small } from "./running.ts";

// A process of its own, so that a test can kill it in the middle: node serve-kept.ts <state file>
const emulator = await startEmulator({
  seed: small,
  ...(process.argv[2] !== undefined && { stateFile: process.argv[2] }),
});
process.stdout.write(`${emulator.url}\n`);
