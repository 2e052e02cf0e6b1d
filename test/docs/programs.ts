import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const packages = fileURLToPath(new URL("../node_modules", import.meta.url));

/** Imports files one after another. After each it prints a form feed. */
const runner = `for (const file of process.argv.slice(1)) {
  await import(file);
  console.log("\\f");
}`;

/**
 * Runs TypeScript programs one after another in one process, because the start of a process takes longer than any of
 * them. Resolves to what each printed to stdout. Rejects if one of them fails, prints to stderr, or keeps the process alive.
 */
export async function runPrograms(programs: readonly string[], env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "programs-"));
  try {
    symlinkSync(packages, join(folder, "node_modules"));
    const files = programs.map((_, index) => join(folder, `program-${index}.ts`));
    for (const [index, file] of files.entries()) writeFileSync(file, programs[index] ?? "");
    const argv = ["--input-type=module", "--eval", runner, ...files];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, argv, { cwd: folder, env, timeout: 40_000 });
    if (stderr !== "") throw new Error(stderr);
    return stdout.split("\f\n").slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
