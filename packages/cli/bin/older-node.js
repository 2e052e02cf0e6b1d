// This Node is too old for the tool. In a clone, where the right one is installed as the package `node`, hand over to it;
// elsewhere say what is needed.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const node = installedNode();
if (node === null) {
  process.stderr.write(
    `error: skyvia-schedules needs Node.js 22.19 or later, but this is ${process.versions.node}\n` +
      "  Install a newer one from https://nodejs.org, or use the executable that needs no Node.js: in a clone of the\n" +
      "  repository, `npx -y pnpm@12 executable` makes it in dist.\n",
  );
  process.exitCode = 1;
} else {
  const script = fileURLToPath(new URL("skyvia-schedules.js", import.meta.url));
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends its Ctrl-C to both processes by itself.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}

function installedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    return join(dirname(manifest), "bin/node");
  } catch {
    return null;
  }
}
