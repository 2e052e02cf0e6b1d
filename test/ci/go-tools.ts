import { execFile, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../tools", import.meta.url));

/** Why a tool written in Go cannot be run here, null if it can. With `REQUIRE_GO_TOOLS=1` that is an error. */
export const withoutGo: string | null = reason();

function reason(): string | null {
  if (process.env["REQUIRE_GO_TOOLS"] === "1") return null;
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
    return null;
  } catch {
    return "there is no Go on this machine";
  }
}

/** Runs a tool of test/tools/go.mod. Go builds it once, and keeps it in the user's cache. */
export async function goTool(
  name: string,
  args: readonly string[],
  cwd: string,
): Promise<{ code: number; output: string }> {
  const executable = await ran("go", ["tool", "-n", name], folder);
  if (executable.code !== 0) throw new Error(executable.output);
  return ran(executable.output.trim(), args, cwd);
}

async function ran(command: string, args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
    });
  });
}
