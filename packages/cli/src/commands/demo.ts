import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Emulator } from "@skyvia-schedules/emulator";
import type { Context, Verb } from "../verb/context.ts";
import type { FormatFlags } from "../flags/flags.ts";
import { ownFile } from "../process/own-file.ts";
import { tempFolder } from "../process/temp-folder.ts";

const workspaceId = 123;

/** Walks through the main job: every command that is shown is run by a process of its own, against the emulator. */
const demo: Verb<FormatFlags> = async (context) => {
  const { parseSeed, startEmulator } = await import("@skyvia-schedules/emulator");
  const emulator = await startEmulator({ seed: parseSeed(ownFile("demo/seed.yaml"), "seed.yaml") });
  const folder = await mkdtemp(join(tempFolder(context.io), "skyvia-demo-"));
  const say = (text: string): void => context.io.stdout.write(`\n# ${text}\n`);
  const run = (...argv: readonly string[]): Promise<void> => runShown(context, emulator, folder, argv);
  try {
    await writeFile(join(folder, "skyvia.yaml"), ownFile("demo/skyvia.yaml"));
    say(`An emulator takes the place of Skyvia: ${emulator.url} (demo/seed.yaml)`);
    say("Are the files valid? This needs no token and sends nothing.");
    await run("validate", "-f", "skyvia.yaml");
    say("What would change?");
    await run("plan", "-f", "skyvia.yaml");
    say("Apply it.");
    await run("apply", "-f", "skyvia.yaml", "--yes");
    say("Nothing is left to do.");
    await run("plan", "-f", "skyvia.yaml");
    say("Somebody turns off Nightly orders in the web page.");
    emulator.world.disable(workspaceId, 101);
    say("plan sees the drift, and CI sees it by the exit code.");
    await run("plan", "-f", "skyvia.yaml", "--detailed-exitcode");
    say("Why do they differ?");
    await run("drift", "-f", "skyvia.yaml");
    say("It is repaired.");
    await run("apply", "-f", "skyvia.yaml", "--yes");
    say("Two are turned off, and Skyvia fails to enable one of them: apply reports it, and does the rest.");
    emulator.world.disable(workspaceId, 101);
    emulator.world.disable(workspaceId, 102);
    emulator.addFault({
      match: { method: "POST", path: `/v1/workspaces/${workspaceId}/integrations/102/schedule/enable` },
      when: "always",
      fault: { type: "status", status: 500 },
    });
    await run("apply", "-f", "skyvia.yaml", "--yes");
    say("Skyvia works again: the next run does the rest.");
    emulator.clearFaults();
    await run("apply", "-f", "skyvia.yaml", "--yes");
    await run("status", "-f", "skyvia.yaml");
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { kind: "silent" };
};

async function runShown(
  { io }: Context,
  { url, token }: Emulator,
  folder: string,
  argv: readonly string[],
): Promise<void> {
  io.stdout.write(`\n$ skyvia-schedules ${argv.join(" ")}\n`);
  const [program = "", ...first] = io.selfCommand;
  const child = spawn(program, [...first, ...argv], {
    cwd: folder,
    env: { ...io.env, SKYVIA_BASE_URL: url, SKYVIA_TOKEN: token },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => io.stdout.write(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => io.stdout.write(text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0) io.stdout.write(`exit code ${code}\n`);
}

export default demo;
