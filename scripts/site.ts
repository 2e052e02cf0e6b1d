import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deadLinks } from "./site/dead-links.ts";

/**
 * Builds the site of the folder docs to dist/site, as static files with a search. Fails on a link to a page, a heading or a file that does not exist. The first
 * time, it installs the packages for the build into the folder site.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const pages = `${root}site/pages`;

rmSync(pages, { recursive: true, force: true });
cpSync(`${root}docs`, pages, { recursive: true });
inSite("install", "--frozen-lockfile", "--prefer-offline");
inSite("exec", "vitepress", "build", ".");

const dead = deadLinks(`${root}dist/site`);
for (const { page, link } of dead) process.stderr.write(`${page}: ${link} leads nowhere\n`);
if (dead.length > 0) process.exitCode = 1;
else process.stdout.write(`${root}dist/site\n`);

function inSite(...args: readonly string[]): void {
  execFileSync("npx", ["-y", "pnpm@12", "--silent", ...args], {
    cwd: `${root}site`,
    stdio: ["ignore", "inherit", "inherit"],
  });
}
