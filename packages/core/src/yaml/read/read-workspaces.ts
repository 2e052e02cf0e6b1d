import { isAlias, isMap, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { notesOf, type EntryNotes } from "../../model/entry-notes.ts";
import { entryDefaults } from "../../model/essence.ts";
import type {
  DesiredEntry,
  DesiredSchedule,
  Drain,
  Limit,
  Mode,
  Selector,
  Source,
  Unmanaged,
} from "../../model/model.ts";
import { defaultsOf, noDefaults, readDefaults, type BlockDefaults, type DefaultValues } from "./block-defaults.ts";
import { offsetOf, type PlainValue } from "./plain-value.ts";
import type { DocumentNodes } from "./document-nodes.ts";

/** One workspace item of one file: its values and their places. */
export interface WorkspacePart {
  readonly id: number;
  readonly source: Source;
  readonly name: Placed<string> | null;
  /** The name of an environment variable. */
  readonly tokenFrom: Placed<string> | null;
  readonly unmanaged: Placed<Unmanaged> | null;
  readonly disableLimit: Placed<Limit> | null;
  readonly enableLimit: Placed<Limit> | null;
  readonly defaults: BlockDefaults;
  readonly entries: readonly DesiredEntry[];
  /** Entries with a right selector and other mistakes. Their mistakes are reported, and the entries are used only to find duplicates. */
  readonly incomplete: ReadonlySet<DesiredEntry>;
}

/** A value and where it is written. */
export interface Placed<T> {
  readonly value: T;
  readonly source: Source;
}

/** Notes as they are written. A missing key means no note. */
type NoteValues = { readonly [K in keyof EntryNotes]?: NonNullable<EntryNotes[K]> };

/** The contents of a document that fits the schema. */
interface ConfigValue {
  readonly workspaces: readonly WorkspaceValue[];
}
interface WorkspaceValue {
  readonly id: number;
  readonly name?: string;
  readonly tokenFrom?: string;
  readonly unmanaged?: Unmanaged;
  readonly limits?: { readonly disable?: Limit; readonly enable?: Limit };
  readonly defaults?: DefaultValues;
  readonly integrations?: readonly EntryValue[];
}
interface EntryValue extends NoteValues {
  readonly id?: number;
  readonly name?: string;
  readonly match?: string;
  readonly schedule: DesiredSchedule;
  readonly mode?: Mode;
  readonly drain?: Drain;
  readonly protected?: boolean;
}

/**
 * The workspaces of a document in the order of the file. Of a document that breaks the schema, at the JSON pointers `broken` (each with those above it), it
 * reads everything that is still readable.
 */
export function readWorkspaces(nodes: DocumentNodes, value: PlainValue, broken: ReadonlySet<string>): WorkspacePart[] {
  const { workspaces } = (value ?? {}) as Partial<ConfigValue>;
  const list = valueOf(follow(nodes.contents, nodes), "workspaces");
  return itemsOf(list, nodes).flatMap((item, index) => {
    const path = `/workspaces/${index}`;
    const workspace = workspaces?.[index];
    if (workspace === undefined || !isMap<Scalar, Node>(item) || broken.has(`${path}/id`)) return [];
    return [readWorkspace(item, workspace, path, nodes, broken)];
  });
}

/** The values of `tokenFrom`, as far as they are where the format has them. */
export function tokenValues(nodes: DocumentNodes): readonly Node[] {
  const items = itemsOf(valueOf(follow(nodes.contents, nodes), "workspaces"), nodes);
  return items.flatMap((item) => valueOf(item, "tokenFrom") ?? []);
}

function readWorkspace(
  node: Mapping,
  { id, name, tokenFrom, unmanaged, limits, defaults: defaultValues, integrations = [] }: WorkspaceValue,
  path: string,
  nodes: DocumentNodes,
  broken: ReadonlySet<string>,
): WorkspacePart {
  const placeOf = (key: string, of: Node = node): Source => nodes.locate(offsetOf(valueOf(of, key) ?? of));
  const placed = <T>(key: string, value: T | undefined): Placed<T> | null =>
    value === undefined || broken.has(`${path}/${key}`) ? null : { value, source: placeOf(key) };
  const limit = (key: "disable" | "enable"): Placed<Limit> | null => {
    const value = limits?.[key];
    if (value === undefined || broken.has(`${path}/limits/${key}`)) return null;
    return { value, source: placeOf(key, follow(valueOf(node, "limits"), nodes) ?? node) };
  };
  const source = placeOf("id");
  const defaultsNode = follow(valueOf(node, "defaults"), nodes);
  const defaults =
    defaultValues === undefined || !isMap(defaultsNode)
      ? noDefaults
      : readDefaults(
          defaultValues,
          (key) => (broken.has(`${path}/defaults/${key}`) ? null : (valueOf(defaultsNode, key) ?? null)),
          (written) => nodes.locate(offsetOf(written)),
        );
  const entries: DesiredEntry[] = [];
  const incomplete = new Set<DesiredEntry>();
  const items = itemsOf(valueOf(node, "integrations"), nodes);
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const value = integrations[index];
    if (value === undefined || !isMap<Scalar, Node>(item)) continue;
    if (broken.size === 0) {
      entries.push(readEntry(item, value, nodes, defaults));
      continue;
    }
    const entryPath = `${path}/integrations/${index}`;
    if (selectorKeys.some((key) => broken.has(`${entryPath}/${key}`))) continue;
    const entry = readEntry(item, value, nodes, defaults);
    entries.push(entry);
    if (broken.has(entryPath)) incomplete.add(entry);
  }
  return {
    id,
    source,
    name: placed("name", name),
    tokenFrom: placed("tokenFrom", tokenFrom),
    unmanaged: placed("unmanaged", unmanaged),
    disableLimit: limit("disable"),
    enableLimit: limit("enable"),
    defaults,
    entries,
    incomplete,
  };
}

/** The keys that an entry selects by. */
export const selectorKeys = ["id", "name", "match"] as const;

function readEntry(
  node: Mapping,
  value: EntryValue,
  { locate }: DocumentNodes,
  { values, sources }: BlockDefaults,
): DesiredEntry {
  const said = sources.length === 0 ? value : { ...values, ...value };
  const { id, name, match, schedule, mode = entryDefaults.mode, drain } = said;
  const [kind, selector]: ["id" | "name" | "match", Selector] =
    id !== undefined
      ? ["id", { kind: "id", id }]
      : name !== undefined
        ? ["name", { kind: "name", name }]
        : ["match", { kind: "match", glob: match ?? "" }];
  let [selectorAt, nameAt, protectedAt, scheduleAt] = [0, -1, 0, offsetOf(node)];
  for (const { key, value: written } of node.items) {
    if (written === null) continue;
    if (key.value === kind) selectorAt = offsetOf(written);
    else if (key.value === "name") nameAt = offsetOf(written);
    else if (key.value === "protected") protectedAt = offsetOf(written);
    else if (key.value === "schedule") scheduleAt = offsetOf(written);
  }
  const selectorSource = locate(selectorAt);
  const defaults = defaultsOf(value, { values, sources });
  const protectedByDefault = defaults.find(({ key, taken }) => key === "protected" && taken)?.source;
  return {
    selector,
    name: kind === "id" && name !== undefined ? name : null,
    schedule,
    mode,
    ...(drain === undefined ? {} : { drain }),
    ...notesOf(said),
    protectedSource: said.protected === true ? (protectedByDefault ?? locate(protectedAt)) : null,
    nameSource: nameAt === -1 ? null : locate(nameAt),
    selectorSource,
    source: locate(scheduleAt),
    defaults,
  };
}

type Mapping = YAMLMap<Scalar, Node>;

function follow(node: Node | null | undefined, { targets }: DocumentNodes): Node | null | undefined {
  return isAlias(node) ? targets.get(node) : node;
}

function valueOf(node: Node | null | undefined, key: string): Node | null | undefined {
  return isMap<Scalar, Node>(node) ? node.items.find((pair) => pair.key.value === key)?.value : undefined;
}

/** The items of a list, if there is one. */
function itemsOf(node: Node | null | undefined, nodes: DocumentNodes): readonly (Node | null | undefined)[] {
  const list = follow(node, nodes);
  return isSeq<Node>(list) ? list.items.map((item) => follow(item, nodes)) : [];
}
