import { isDefined, type ImportedIntegration, type ImportedWorkspace } from "./imported.ts";
import { givenNotes, type EntryNotes } from "../../model/entry-notes.ts";
import { entryDefaults, type EntrySettings } from "../../model/essence.ts";
import type { DefaultKey } from "../../model/model.ts";
import { doubleQuoted, quoteText } from "./quote-text.ts";

/** An entry by id to be written. */
export interface WrittenEntry extends ImportedIntegration {
  /** Absent: each key has its default. */
  readonly settings?: EntrySettings;
  /** Keys that are always written, because the place of the entry has another default for them. */
  readonly always?: readonly DefaultKey[];
}

/** The lines of an integration as the item of a block list, from its dash on. `gap`: from a dash to the first key. */
export function entryLines(entry: WrittenEntry, gap: number = 2): string[] {
  const { id, name, schedule } = entry;
  const extras = [
    ...wordsOf(entry).map(([key, word]) => `${key}: ${word}`),
    ...notesIn(entry).map(([key, note]) =>
      typeof note === "string" ? `${key}: ${quoteText(note)}` : `${key}: [${note.map(flowText).join(", ")}]`,
    ),
  ];
  return itemLines([`id: ${id}`, ...nameLine(name), `schedule: ${schedule}`, ...extras], gap);
}

/** The lines of a workspace as the item of a block list, without undefined schedules. */
export function workspaceLines(workspace: ImportedWorkspace, gap: number = 2): string[] {
  const { id, name, tokenFrom = null, integrations } = workspace;
  const entries = integrations.filter(isDefined).flatMap((integration) => entryLines(integration));
  const variable = tokenFrom === null ? [] : [`tokenFrom: ${tokenFrom}`];
  const list = entries.length === 0 ? ["integrations: []"] : ["integrations:", ...indented(entries, 2)];
  return itemLines([`id: ${id}`, ...nameLine(name), ...variable, ...list], gap);
}

/** An integration as the item of a flow list; as JSON where `json` says so. */
export function flowEntry(entry: WrittenEntry, json: boolean): string {
  const { id, name, schedule } = entry;
  const word = (text: string): string => (json && text !== "true" && text !== "false" ? doubleQuoted(text) : text);
  const extras: [string, string][] = [
    ...wordsOf(entry).map(([key, text]): [string, string] => [key, word(text)]),
    ...notesIn(entry).map(([key, note]): [string, string] => [
      key,
      typeof note === "string" ? doubleQuoted(note) : `[${note.map(doubleQuoted).join(", ")}]`,
    ]),
  ];
  return flowMapping([["id", `${id}`], ...flowName(name), ["schedule", word(schedule)], ...extras], json);
}

type WordKey = Exclude<keyof EntrySettings, keyof EntryNotes>;

/** The settings that are one word in a file, in the order in which they are written. */
const wordKeys = Object.keys({ mode: true, drain: true, protected: true } satisfies Record<WordKey, true>) as WordKey[];

/** The words that have to be written, because the default is another one. */
function wordsOf({ settings = entryDefaults, always = [] }: WrittenEntry): [string, string][] {
  return wordKeys.flatMap((key): [string, string][] => {
    const isGiven = settings[key] !== entryDefaults[key] || always.some((one) => one === key);
    return isGiven ? [[key, String(settings[key])]] : [];
  });
}

/** The notes that have to be written; an empty list of tags if it clears a default. */
function notesIn({
  settings = entryDefaults,
  always = [],
}: WrittenEntry): (readonly [string, string | readonly string[]])[] {
  const clears = settings.tags.length === 0 && always.includes("tags");
  return [...givenNotes(settings), ...(clears ? [["tags", []] as const] : [])];
}

/** Text as an item of `[...]`, plain where it is a word. */
function flowText(text: string): string {
  return /^[a-z][\w-]*$/i.test(text) && quoteText(text) === text ? text : doubleQuoted(text);
}

/** A workspace as the item of a flow list, without undefined schedules. */
export function flowWorkspace(workspace: ImportedWorkspace, json: boolean): string {
  const { id, name, tokenFrom = null, integrations } = workspace;
  const entries = integrations.filter(isDefined).map((integration) => flowEntry(integration, json));
  const head: [string, string][] = [["id", `${id}`], ...flowName(name)];
  if (tokenFrom !== null) head.push(["tokenFrom", json ? doubleQuoted(tokenFrom) : tokenFrom]);
  return flowMapping([...head, ["integrations", `[${entries.join(", ")}]`]], json);
}

/** Lines moved to the right. */
export function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => " ".repeat(by) + line);
}

/** The lines of an item of a block list, from its dash on. `gap`: from the dash to the first key. */
export function itemLines([first = "", ...rest]: readonly string[], gap: number): string[] {
  return [`-${" ".repeat(gap - 1)}${first}`, ...indented(rest, gap)];
}

/** An empty name asserts nothing that could be written. */
function nameLine(name: string | null): string[] {
  return name === null || name === "" ? [] : [`name: ${quoteText(name)}`];
}

function flowName(name: string | null): [string, string][] {
  return name === null || name === "" ? [] : [["name", doubleQuoted(name)]];
}

/** Pairs whose values are written already, as a mapping in braces. */
export function flowMapping(pairs: readonly (readonly [string, string])[], json: boolean): string {
  return `{ ${pairs.map(([key, value]) => `${json ? doubleQuoted(key) : key}: ${value}`).join(", ")} }`;
}
