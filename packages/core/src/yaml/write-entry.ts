import { isDefined, type ImportedIntegration, type ImportedWorkspace } from "./imported.ts";
import { doubleQuoted, quoteText } from "./quote-text.ts";

/** The lines of an integration as the item of a block list, from its dash on. `gap`: from a dash to the first key. */
export function entryLines({ id, name, schedule }: ImportedIntegration, gap: number = 2): string[] {
  return itemLines([`id: ${id}`, ...nameLine(name), `schedule: ${schedule}`], gap);
}

/** The lines of a workspace as the item of a block list, without what is not defined. */
export function workspaceLines({ id, name, integrations }: ImportedWorkspace, gap: number = 2): string[] {
  const entries = integrations.filter(isDefined).flatMap((integration) => entryLines(integration));
  return itemLines([`id: ${id}`, ...nameLine(name), "integrations:", ...indented(entries, 2)], gap);
}

/** An integration as the item of a flow list; as JSON where `json` says so. */
export function flowEntry({ id, name, schedule }: ImportedIntegration, json: boolean): string {
  const state = json ? doubleQuoted(schedule) : schedule;
  return flowMapping([["id", `${id}`], ...flowName(name), ["schedule", state]], json);
}

/** A workspace as the item of a flow list, without what is not defined. */
export function flowWorkspace({ id, name, integrations }: ImportedWorkspace, json: boolean): string {
  const entries = integrations.filter(isDefined).map((integration) => flowEntry(integration, json));
  return flowMapping([["id", `${id}`], ...flowName(name), ["integrations", `[${entries.join(", ")}]`]], json);
}

/** Lines moved to the right. */
export function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => " ".repeat(by) + line);
}

function itemLines([first = "", ...rest]: readonly string[], gap: number): string[] {
  return [`-${" ".repeat(gap - 1)}${first}`, ...indented(rest, gap)];
}

/** An empty name asserts nothing that could be written. */
function nameLine(name: string | null): string[] {
  return name === null || name === "" ? [] : [`name: ${quoteText(name)}`];
}

function flowName(name: string | null): [string, string][] {
  return name === null || name === "" ? [] : [["name", doubleQuoted(name)]];
}

function flowMapping(pairs: readonly (readonly [string, string])[], json: boolean): string {
  return `{ ${pairs.map(([key, value]) => `${json ? doubleQuoted(key) : key}: ${value}`).join(", ")} }`;
}
