import { RunError } from "@pulumi/pulumi";
import { isAtLeast, oldestNode } from "./versions.ts";

// Loaded before all that needs a newer Node.js: else the first thing that is missing would be told instead.
const { node } = process.versions;
if (!isAtLeast(node, oldestNode)) {
  throw new RunError(`@skyvia-schedules/pulumi needs Node.js ${oldestNode} or later, and this is ${node}: update it`);
}
