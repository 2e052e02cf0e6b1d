import { isSeq, type Node } from "yaml";
import { createEntryLookup, decidingEntry } from "../../entries/entry-lookup.ts";
import type { DesiredState } from "../../model/model.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import type { ConfigFile } from "../read/config-file.ts";
import { decode, markOf } from "../read/decode.ts";
import { applyEdits, type Edit } from "./edit.ts";
import { isDefined, type ImportedIntegration, type ImportedWorkspace } from "./imported.ts";
import { appendItems, appendList, insertWord, isMapping, type Mapping, type NewItem } from "./insertion.ts";
import { loadDesired, loadText } from "../read/load-desired.ts";
import { createLocator } from "../read/locator.ts";
import { isMergeOf } from "./merge-check.ts";
import { readDocument } from "../read/read-document.ts";
import { entryLines, flowEntry, flowWorkspace, workspaceLines } from "./write-entry.ts";

/** A file with the new entries. */
export interface MergedImport {
  /** The text to write, with its byte order mark if it had one. It may not be written if there are problems. */
  readonly text: string;
  readonly added: readonly { readonly workspaceId: number; readonly integrationId: number }[];
  /** Ids of the workspaces that the configuration had without `tokenFrom`, and has with it now. */
  readonly keyed: readonly number[];
  readonly problems: readonly Problem[];
}

/**
 * Adds an entry for every integration that no entry of the file, or of the other files of the configuration, covers: not by
 * id, nor by name, nor by glob. A workspace with `tokenFrom` that is in the configuration without it gets the key; one that
 * has another variable is a problem. The text of the file stays byte for byte; integrations without a defined schedule are
 * left out. The result is loaded again: it must give what the file gave, and then what is new, else a problem says so and
 * nothing is added.
 */
export function mergeImport(
  file: ConfigFile,
  workspaces: readonly ImportedWorkspace[],
  others: readonly ConfigFile[] = [],
): MergedImport {
  const text = decode(file);
  if (typeof text !== "string") return { text: "", added: [], keyed: [], problems: [text] };
  const mark = markOf(file);
  const unchanged = { text: mark + text, added: [], keyed: [] };

  const before = loadText(file.file, text);
  const { desired, problems } = before;
  const { contents } = readDocument(text, createLocator(file.file, text));
  if (problems.length > 0 || !isMapping(contents)) return { ...unchanged, problems };
  const whole = others.length === 0 ? { desired, problems } : loadDesired([...others, file]);
  const found = [...whole.problems, ...variablesThatDiffer(workspaces, whole.desired)];
  if (found.length > 0) return { ...unchanged, problems: found };

  const known = new Set(whole.desired.workspaces.map(({ id }) => id));
  const isKeyed = ({ id, tokenFrom = null }: ImportedWorkspace): boolean => tokenFrom !== null && known.has(id);
  const news = withoutCovered(workspaces, whole.desired)
    .map((workspace) => ({ ...workspace, integrations: workspace.integrations.filter(isDefined) }))
    .filter((workspace) => workspace.integrations.length > 0 || isKeyed(workspace));
  const merged = applyEdits(text, insertionsFor(news, text, contents));
  const result = loadText(file.file, merged);
  if (result.problems.length > 0 || !isMergeOf(result.desired, before, news)) {
    return { ...unchanged, problems: [problem("merge-not-possible", { file: file.file, line: 1, column: 1 }, {})] };
  }
  const added = news.flatMap(({ id, integrations }) =>
    integrations.map((integration) => ({ workspaceId: id, integrationId: integration.id })),
  );
  return { text: mark + merged, added, keyed: news.filter(isKeyed).map(({ id }) => id), problems: [] };
}

/** A problem for each workspace that has another variable for its token than it is to get. */
export function variablesThatDiffer(
  workspaces: readonly ImportedWorkspace[],
  desired: DesiredState,
): readonly Problem[] {
  return workspaces.flatMap(({ id, tokenFrom: asked = null }) => {
    const { tokenFrom = null } = desired.workspaces.find((workspace) => workspace.id === id) ?? {};
    if (asked === null || tokenFrom === null || tokenFrom.variable === asked) return [];
    const facts = { id, asked, variable: tokenFrom.variable };
    return [problem("token-from-differs", tokenFrom.source, facts, { workspaceId: id })];
  });
}

/**
 * Workspaces without the integrations that a desired state covers; of a workspace that it knows, without its name, and
 * without the variable of its token where the state has one.
 */
export function withoutCovered(
  workspaces: readonly ImportedWorkspace[],
  desired: DesiredState,
): readonly ImportedWorkspace[] {
  return workspaces.map((workspace) => {
    const known = desired.workspaces.find(({ id }) => id === workspace.id);
    if (known === undefined) return workspace;
    const lookup = createEntryLookup(known);
    const integrations = workspace.integrations.filter((item) => decidingEntry(lookup, item) === undefined);
    const { tokenFrom = null } = workspace;
    return { ...workspace, name: null, tokenFrom: known.tokenFrom === null ? tokenFrom : null, integrations };
  });
}

/** The insertions. A list that is an alias gets none, because it would change elsewhere too. */
function insertionsFor(news: readonly ImportedWorkspace[], text: string, contents: Mapping): Edit[] {
  const list = valueOf(contents, "workspaces");
  if (!isSeq<Node>(list)) return [];
  const items = new Map(list.items.filter(isMapping).map((item) => [idOf(item), item]));
  const insertions = news.flatMap((workspace) => {
    const item = items.get(workspace.id);
    return item === undefined ? [] : insertInto(text, item, workspace);
  });
  const others = news.filter(({ id }) => !items.has(id));
  return others.length === 0
    ? insertions
    : [...insertions, ...appendItems(text, contents, list, others.map(workspaceItem))];
}

/** The variable goes below the name, or the id, as in a file that an import writes. */
function insertInto(text: string, item: Mapping, { tokenFrom = null, integrations }: ImportedWorkspace): Edit[] {
  const above = pairOf(item, "name") ?? pairOf(item, "id");
  const key = tokenFrom === null || above === undefined ? [] : insertWord(text, item, above, "tokenFrom", tokenFrom);
  return [...key, ...insertEntries(text, item, integrations.map(entryItem))];
}

function insertEntries(text: string, workspace: Mapping, items: readonly NewItem[]): Edit[] {
  if (items.length === 0) return [];
  const list = valueOf(workspace, "integrations");
  if (list === undefined) return [appendList(text, workspace, "integrations", items)];
  return isSeq<Node>(list) ? appendItems(text, workspace, list, items) : [];
}

function pairOf({ items }: Mapping, key: string): Mapping["items"][number] | undefined {
  return items.find((pair) => pair.key.value === key);
}

function valueOf(mapping: Mapping, key: string): Node | null | undefined {
  return pairOf(mapping, key)?.value;
}

function idOf(workspace: Mapping): number {
  return Number(String(valueOf(workspace, "id")));
}

function entryItem(integration: ImportedIntegration): NewItem {
  return { block: (gap) => entryLines(integration, gap), flow: (json) => flowEntry(integration, json) };
}

function workspaceItem(workspace: ImportedWorkspace): NewItem {
  return { block: (gap) => workspaceLines(workspace, gap), flow: (json) => flowWorkspace(workspace, json) };
}
