import { RunError } from "@pulumi/pulumi";
import { isAtLeast, oldestNode } from "./versions.ts";

// Loaded before everything that needs a newer Node.js, which would fail with a less helpful error.
const { node } = process.versions;
if (!isAtLeast(node, oldestNode)) {
  throw new RunError(`@skyvia-schedules/pulumi needs Node.js ${oldestNode} or later, but this is ${node}: update it`);
}
