import type { DesiredState, Problem } from "@skyvia-schedules/core";
import { loadDesired, type ConfigFile } from "@skyvia-schedules/core/yaml";
import type { Disk } from "./memory.ts";
import type { FreezeText, HoldText, OverlayTexts } from "./oracle.ts";

/** The file with the entries, and the file with the holds and freezes over them. */
export const entriesFile = "entries.yaml";
export const overlaysFile = "overlays.yaml";

/** The longest hold that a run accepts, in milliseconds: 30 days. */
const maxHold = 30 * 86_400_000;

/** One of the files as it is read. */
export function configFile(disk: Disk, file: string): ConfigFile {
  return { file, bytes: Buffer.from(disk.read(file) ?? "") };
}

interface Loaded {
  readonly desired: DesiredState;
  readonly problems: readonly Problem[];
}

const loaded = new WeakMap<Disk, { readonly key: string; readonly value: Loaded }>();

/** What the files ask for at an instant; they are read again when they have changed. `turned`: they are read in the other order. */
export function load(disk: Disk, now: number, turned = false): Loaded {
  const key = [now, turned, disk.read(overlaysFile)].join();
  const known = loaded.get(disk);
  if (known?.key === key) return known.value;
  const files = [entriesFile, overlaysFile].map((file) => configFile(disk, file));
  const value = loadDesired(turned ? files.toReversed() : files, { now, maxHold });
  loaded.set(disk, { key, value });
  return value;
}

/** Holds and freezes as a file: in JSON, which is YAML too, or with a line for each key. */
export function overlaysText({ holds, freezes }: OverlayTexts, style: "json" | "lines"): string {
  const lists = { holds: holds.map(holdText), freezes: freezes.map(freezeText) };
  if (style === "json") return JSON.stringify({ version: 1, ...lists }, null, 1);
  const blocks = Object.entries(lists).flatMap(([name, items]) =>
    items.length === 0 ? [`${name}: []`] : [`${name}:`, ...items.flatMap(itemLines)],
  );
  return `${["version: 1", ...blocks].join("\n")}\n`;
}

function itemLines(item: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(item).map(
    ([key, value], index) => `${index === 0 ? "  - " : "    "}${key}: ${JSON.stringify(value)}`,
  );
}

function holdText({
  workspace,
  select,
  schedule,
  from,
  until,
  reason,
  overrides,
}: HoldText): Readonly<Record<string, unknown>> {
  const begin = from === null ? {} : { from: instantText(from) };
  const above = overrides ? { overrides: "freeze" } : {};
  return { workspace, select, schedule, ...begin, until: instantText(until), reason, owner: "ana", ...above };
}

function freezeText({ name, workspace, select, except, time }: FreezeText): Readonly<Record<string, unknown>> {
  const about = {
    name,
    ...(workspace === null ? {} : { workspace }),
    ...(select === null ? {} : { select }),
    ...(except === null ? {} : { except }),
  };
  if ("from" in time) return { ...about, from: instantText(time.from), until: instantText(time.until) };
  const { hour, weekday, hours, zone } = time;
  return { ...about, cron: `0 ${hour} * * ${weekday ?? "*"}`, duration: `${hours}h`, timeZone: zone };
}

function instantText(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
