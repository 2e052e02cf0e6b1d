import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nextVersion } from "./release/next-version.ts";

/**
 * Gives all packages the version that the notes in .changeset ask for, writes the change logs, and updates files that contain the version. Commit the result.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const { from, to } = nextVersion(root);
for (const script of ["fix", "bundle", "cli-pages", "pulumi-api"]) run(script);
process.stdout.write(`${from} -> ${to}\n`);

function run(script: string): void {
  execFileSync("npx", ["-y", "pnpm@12", "--silent", script], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}
