import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSeed, startEmulator } from "@skyvia-schedules/emulator";
import { linkPackages } from "./engine/link-packages.ts";
import { placeEngine } from "./engine/place-engine.ts";
import { projectEnvironment } from "./engine/project-environment.ts";

/** Walks through the main job with examples/pulumi. The real engine runs every shown command, against the emulator. */
const example = fileURLToPath(new URL("../examples/pulumi", import.meta.url));
const say = (text: string): void => void process.stdout.write(`\n# ${text}\n`);

const engine = await placeEngine((line) => process.stdout.write(`${line}\n`));
const emulator = await startEmulator({
  seed: parseSeed(readFileSync(join(example, "seed.yaml"), "utf8"), "seed.yaml"),
});
const folder = mkdtempSync(join(tmpdir(), "skyvia-demo-"));
const env = { ...projectEnvironment(engine, folder), SKYVIA_TOKEN: emulator.token };

try {
  cpSync(example, folder, { recursive: true });
  linkPackages(folder);
  const settings = join(folder, "Pulumi.emulator.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/http:\S+/, emulator.url));

  say(`The emulator replaces Skyvia: ${emulator.url} (examples/pulumi/seed.yaml)`);
  say("The state of managed schedules is kept in a folder.");
  await pulumi("stack init emulator");
  say("What would change?");
  await pulumi("preview --diff");
  say("Apply it.");
  await pulumi("up --yes --skip-preview");
  say("There is nothing left to do.");
  await pulumi("up --yes --skip-preview");
  say("Somebody turns off Nightly orders, and stg-orders, in the web page.");
  emulator.world.disable(123, 456);
  emulator.world.disable(124, 501);
  say("The preview shows the drift, property by property.");
  await pulumi("preview --refresh --diff");
  say("And `up` corrects it.");
  await pulumi("up --yes --skip-preview");
  say("Destroy the stack: schedules with `restore` get their first state back, and the rest is left as it is.");
  await pulumi("destroy --yes --skip-preview");
  say(
    `Nightly orders is ${emulator.world.schedule(123, 456)} again; Year-end reports stays ${emulator.world.schedule(123, 790)}.`,
  );
} finally {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
}

async function pulumi(command: string): Promise<void> {
  process.stdout.write(`\n$ pulumi ${command}\n`);
  const child = spawn(join(engine.bin, "pulumi"), [...command.split(" "), "--non-interactive"], {
    cwd: folder,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0) throw new Error(`pulumi ${command} ended with ${code}`);
}
