import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { buildEngine } from "./build-engine.ts";
import { engineIn, type Engine, type MakeEngine, type Progress } from "./engine.ts";
import { engineOnPath } from "./engine-on-path.ts";
import { installEngine } from "./install-engine.ts";
import { nodejsHost, pulumi } from "./versions.ts";

/** The places of an engine, and the ways to make one. */
export interface Places {
  readonly path: string;
  /** An engine that is made is kept in a folder of this one. */
  readonly cache: string;
  /** Tried in this order. */
  readonly makers: readonly MakeEngine[];
}

/** The places for the current user. */
export function usualPlaces(env: NodeJS.ProcessEnv = process.env): Places {
  return {
    path: env["PATH"] ?? "",
    cache: join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "skyvia-schedules"),
    makers: [installEngine, buildEngine],
  };
}

/**
 * Finds or makes a working engine: the one on PATH, the one in the cache, or a new one. Parallel runs and killed runs leave only complete engines. Throws, with
 * all reasons and what to install, if there is no way to get one.
 */
export async function placeEngine(
  progress: Progress,
  { path, cache, makers }: Places = usualPlaces(),
): Promise<Engine> {
  const kept = join(cache, `pulumi-${pulumi.version}-nodejs-${nodejsHost.version}`);
  const reasons: string[] = [];
  const found = [() => engineOnPath(path, pulumi.version), () => engineIn(join(kept, "bin"))];
  const made = makers.map((make) => () => makeKept(make, kept, progress));
  for (const way of [...found, ...made]) {
    try {
      return await way();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      reasons.push(reason);
      if (made.includes(way)) progress(`no: ${reason}`);
    }
  }
  throw new Error(
    [
      "there is no Pulumi engine, and none can be made:",
      ...reasons.map((reason) => `  - ${reason}`),
      `Install Pulumi ${pulumi.version} or later (https://www.pulumi.com/docs/install), or Go 1.26 (https://go.dev/dl), and run \`npx -y pnpm@12 engine\`.`,
    ].join("\n"),
  );
}

/** Makes an engine next to its final place, tries it, and moves it there as a whole. */
async function makeKept(make: MakeEngine, kept: string, progress: Progress): Promise<Engine> {
  mkdirSync(dirname(kept), { recursive: true });
  removeAbandoned(dirname(kept));
  const making = mkdtempSync(join(dirname(kept), `making-${process.pid}-`));
  try {
    mkdirSync(join(making, "bin"));
    await make(join(making, "bin"), progress);
    await engineIn(join(making, "bin"));
    await moveWhole(making, kept);
    return await engineIn(join(kept, "bin"));
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Another run may have been first: its engine is used. A folder whose engine does not work is replaced. */
async function moveWhole(made: string, kept: string): Promise<void> {
  const broken = `${made}-broken`;
  try {
    if (existsSync(kept) && !(await works(kept))) renameSync(kept, broken);
    renameSync(made, kept);
  } catch (error) {
    if (!(await works(kept))) throw error;
  } finally {
    rmSync(broken, { recursive: true, force: true });
  }
}

async function works(kept: string): Promise<boolean> {
  return engineIn(join(kept, "bin")).then(
    () => true,
    () => false,
  );
}

/** Removes the files that killed runs have left. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache)) {
    const [, pid] = /^making-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
