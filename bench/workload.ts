import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSeed, type Seed, type SeedIntegration } from "@skyvia-schedules/emulator";

/** The files that the benchmarks work on. */
export interface Workload {
  readonly seed: string;
  /** The same workspace, with all but ten of its integrations enabled. */
  readonly quietSeed: string;
  /** Every integration, selected by two globs. */
  readonly globs: string;
  /** An entry by id for every integration. */
  readonly ids: string;
  /** A hundred entries by name. */
  readonly names: string;
}

/** Writes a workspace of `count` integrations, and three configurations of it, into a folder. */
export function writeWorkload(folder: string, count: number): Workload {
  mkdirSync(folder, { recursive: true });
  const integrations = (generateSeed(count).workspaces[0]?.integrations ?? []).map(asDesired);
  const workspace = { id: 1, name: "Production", integrations: integrations.map(uniqueName) };
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const seed: Seed = { workspaces: [workspace] };
  const quiet: Seed = { workspaces: [{ ...workspace, integrations: workspace.integrations.map(nearlyAllOn) }] };
  const ids = workspace.integrations.map(({ id }) => `- id: ${id}\n        schedule: enabled`);
  const names = workspace.integrations
    .filter((_, index) => index % Math.ceil(count / 100) === 0)
    .map(({ name }) => `- name: ${JSON.stringify(name)}\n        schedule: enabled`);
  const globs = ['- match: "stg-*"\n        schedule: enabled', '- match: "*"\n        schedule: enabled'];
  return {
    seed: write("seed.json", JSON.stringify(seed)),
    quietSeed: write("quiet-seed.json", JSON.stringify(quiet)),
    globs: write("globs.yaml", config(globs)),
    ids: write("ids.yaml", config(ids, "    unmanaged: ignore\n")),
    names: write("names.yaml", config(names, "    unmanaged: ignore\n")),
  };
}

/** Every hundredth is off: a plan has changes to show, and every schedule has to be read. */
function asDesired(integration: SeedIntegration, index: number): SeedIntegration {
  return { ...integration, schedule: index % 100 === 0 ? "disabled" : "enabled" };
}

/** Ten are off, which is enough to prove the meaning of the listing. */
function nearlyAllOn(integration: SeedIntegration, index: number): SeedIntegration {
  return { ...integration, schedule: index < 10 ? "disabled" : "enabled" };
}

function uniqueName(integration: SeedIntegration): SeedIntegration {
  return { ...integration, name: `${integration.name} #${integration.id}` };
}

function config(entries: readonly string[], settings: string = ""): string {
  const list = entries.map((entry) => `      ${entry}\n`).join("");
  return `version: 1\nworkspaces:\n  - id: 1\n${settings}    integrations:\n${list}`;
}
