import type { Node, YAMLSeq } from "yaml";
import { createEntryFinder } from "../../entries/entry-lookup.ts";
import { inheritedNotes } from "../../model/entry-notes.ts";
import {
  areSame,
  areSameOverlays,
  entryDefaults,
  entryEssence,
  essenceOf,
  type EntryEssence,
  type Essence,
} from "../../model/essence.ts";
import type { DesiredEntry, DesiredSchedule, DesiredState } from "../../model/model.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import type { ConfigFile } from "../read/config-file.ts";
import { decode, markOf } from "../read/decode.ts";
import { applyEdits, type Edit } from "./edit.ts";
import { findEntryNodes, type EntryNode } from "./entry-nodes.ts";
import { insertItemsBefore, type NewItem } from "./insertion.ts";
import { loadDesired } from "../read/load-desired.ts";
import { entryLines, flowEntry, type WrittenEntry } from "./write-entry.ts";

/** An integration whose live schedule is to become the desired one. */
export interface Acceptance {
  readonly workspaceId: number;
  readonly integrationId: number;
  /** The live name. null: it has none, or it is not known. */
  readonly name: string | null;
  readonly schedule: DesiredSchedule;
}

/** A file with its edits made. */
export interface EditedFile {
  readonly file: string;
  /** Without its byte order mark: the edits count from there. */
  readonly before: string;
  readonly edits: readonly Edit[];
  /** The text to write, with its byte order mark if it had one. */
  readonly text: string;
}

/** Files that ask for the live state. If there are problems, none may be written. */
export interface AcceptedDrift {
  /** Those that change. */
  readonly files: readonly EditedFile[];
  readonly desired: DesiredState;
  readonly problems: readonly Problem[];
}

/**
 * Writes live schedules into the files that ask for other ones. Only the values change; everything else stays byte for byte. If a glob decides, an entry by id
 * is added before the glob's. Loading the result gives the same as before except for these schedules. If that is not possible, a problem says so.
 */
export function acceptDrift(files: readonly ConfigFile[], accepted: readonly Acceptance[]): AcceptedDrift {
  const { desired, problems } = loadDesired(files);
  const refused = (found: readonly Problem[]): AcceptedDrift => ({ files: [], desired, problems: found });
  if (problems.length > 0) return refused(problems);

  const decided = decide(desired, accepted);
  const parts = files.map((file) => editFile(file, decided));
  const found = [...decided.flatMap(uncovered), ...parts.flatMap((part) => part.problems)];
  if (found.length > 0) return refused(found);

  const edited = parts.flatMap(({ file }) => (file === null ? [] : [file]));
  const texts = new Map(edited.map(({ file, text }) => [file, text]));
  const result = loadDesired(files.map((file) => withText(file, texts.get(file.file))));
  if (!isAsAccepted(result.desired, desired, decided) || result.problems.length > 0) {
    return refused(edited.map(({ file }) => problem("accept-not-possible", { file, line: 1, column: 1 }, {})));
  }
  return { files: edited, desired: result.desired, problems: [] };
}

/** An acceptance with the entry that it changes. undefined: no entry covers the integration. */
interface Decided extends Acceptance {
  readonly entry: DesiredEntry | undefined;
}

function decide({ workspaces }: DesiredState, accepted: readonly Acceptance[]): Decided[] {
  const entryOf = createEntryFinder(workspaces);
  return accepted.map((acceptance) => {
    const { workspaceId, integrationId: id, name } = acceptance;
    return { ...acceptance, entry: entryOf(workspaceId, { id, name }) };
  });
}

function uncovered({ entry, workspaceId, integrationId }: Decided): Problem[] {
  if (entry !== undefined) return [];
  return [problem("accept-unmanaged", null, { id: integrationId }, { workspaceId, integrationId })];
}

/** The edits of one file; `file` is null if it has none. */
function editFile(
  config: ConfigFile,
  decided: readonly Decided[],
): { readonly file: EditedFile | null; readonly problems: readonly Problem[] } {
  const own = decided.filter(({ entry }) => entry?.source.file === config.file);
  const text = decode(config);
  if (own.length === 0 || typeof text !== "string") return { file: null, problems: [] };
  const nodes = findEntryNodes(config.file, text);
  const edits: Edit[] = [];
  const problems: Problem[] = [];
  for (const one of own) {
    const node = one.entry && nodes.at(one.entry.source);
    if (node === undefined || node === "shared") problems.push(shared(one));
    else edits.push(one.entry?.selector.kind === "match" ? addEntry(text, node, one) : setSchedule(text, node, one));
  }
  return { file: { file: config.file, before: text, edits, text: markOf(config) + applyEdits(text, edits) }, problems };
}

function shared({ entry, workspaceId, integrationId, schedule }: Decided): Problem {
  const about = { workspaceId, integrationId };
  return problem("accept-shared", entry?.source ?? null, { id: integrationId, schedule }, about);
}

/** Replaces one word by the other, and keeps quotes and everything else around it. */
function setSchedule(text: string, { value }: EntryNode, { schedule }: Decided): Edit {
  const [start = 0, end = 0] = value.range ?? [];
  const old = schedule === "enabled" ? "disabled" : "enabled";
  const at = text.slice(start, end).lastIndexOf(old);
  if (at !== -1) return { offset: start + at, length: old.length, text: schedule };
  return { offset: start, length: end - start, text: JSON.stringify(schedule) }; // written with escapes
}

function addEntry(text: string, { list, item, workspace }: EntryNode, decided: Decided): Edit {
  const entry = newEntry(decided);
  const added: NewItem = { block: (gap) => entryLines(entry, gap), flow: (json) => flowEntry(entry, json) };
  return insertItemsBefore(text, workspace, list as YAMLSeq<Node>, item, [added]);
}

/**
 * The new entry has the keys of the glob's entry, except for keys that are about the glob alone. The defaults of the block apply to it by its place, so they
 * are not written.
 */
function newEntry({ integrationId: id, name, schedule, entry }: Decided): WrittenEntry {
  if (entry === undefined) return { id, name, schedule };
  const taken = entry.defaults.flatMap(({ key, taken: isTaken }) => (isTaken ? [key] : []));
  const {
    selector: _,
    name: _name,
    schedule: _schedule,
    ...own
  } = { ...entryEssence(entry), ...inheritedNotes(entry) };
  return {
    id,
    name,
    schedule,
    settings: { ...own, ...Object.fromEntries(taken.map((key) => [key, entryDefaults[key]])) },
    always: entry.defaults.flatMap(({ key, taken: isTaken }) => (isTaken ? [] : [key])),
  };
}

function withText(config: ConfigFile, text: string | undefined): ConfigFile {
  return text === undefined ? config : { file: config.file, bytes: new TextEncoder().encode(text) };
}

/** A part of the web's encoding API, which every runtime has. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/** Whether a desired state equals the earlier one with the accepted schedules, without places. */
function isAsAccepted(after: DesiredState, before: DesiredState, decided: readonly Decided[]): boolean {
  const byEntry = Map.groupBy(decided, ({ entry }) => entry);
  const wanted = before.workspaces.map((workspace): Essence => {
    const entries = workspace.entries.flatMap((entry) => wantedOf(entry, byEntry.get(entry) ?? []));
    return { ...essenceOf(workspace), entries };
  });
  return areSame(after.workspaces.map(essenceOf), wanted) && areSameOverlays(after.overlays, before.overlays);
}

/** The entries that replace an entry: itself, itself with another schedule, or new ones before it. */
function wantedOf(entry: DesiredEntry, own: readonly Decided[]): EntryEssence[] {
  const essence = entryEssence(entry);
  if (entry.selector.kind !== "match") return [{ ...essence, schedule: own[0]?.schedule ?? entry.schedule }];
  const added = own.map(({ integrationId: id, name, schedule }): EntryEssence => {
    const named = { selector: { kind: "id", id }, name: name === "" ? null : name } as const;
    return { ...essence, ...named, schedule, ...inheritedNotes(essence) };
  });
  return [...added, essence];
}
