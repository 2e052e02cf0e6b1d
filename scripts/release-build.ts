import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildRelease } from "./release/build-release.ts";
import { mistakesOf } from "./release/validate-bill.ts";

/** Makes all files of a release, in dist/release or the given folder. Fails if a bill of materials breaks the schema of its format. */
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, "dist/release"));

await buildRelease(folder);
const mistakes = await mistakesOf(join(folder, "assets"));
for (const mistake of mistakes) process.stderr.write(`${mistake}\n`);
if (mistakes.length > 0) process.exitCode = 1;
else process.stdout.write(`${folder}\n`);
