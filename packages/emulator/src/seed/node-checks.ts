import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from "yaml";

/** A document while it is checked, and what was found wrong with it so far. */
export interface Checked {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** Each as `file:line:column: key: message`. */
  readonly problems: string[];
}

/** A value of the document: its node, the path of keys that leads to it, and the node to point at if it is missing. */
interface Place {
  readonly node: Node | null;
  readonly key: string;
  readonly near: Node | null;
}

/** Looks at one value and notes what is wrong with it. */
export type Check = (place: Place, checked: Checked) => void;

/** Notes a problem at a place. */
function note({ node, key, near }: Place, { file, lines, problems }: Checked, message: string): void {
  const { line, col } = lines.linePos((node ?? near)?.range?.[0] ?? 0);
  problems.push(`${file}:${line}:${col}: ${key === "" ? "the seed" : key}: ${message}`);
}

/** A scalar for which `test` holds. */
export function scalar(expected: string, test: (value: unknown, source: string) => boolean): Check {
  return (place, checked) => {
    const node = resolve(place.node, checked);
    if (!isScalar(node) || !test(node.value, node.source ?? "")) note(place, checked, `must be ${expected}`);
  };
}

/** A list whose items pass. With `unique`, no two items have the same value under that key. */
export function list(item: Check, unique?: string): Check {
  return (place, checked) => {
    const node = resolve(place.node, checked);
    if (!isSeq<Node>(node)) return note(place, checked, "must be a list");
    const seen = new Map<unknown, string>();
    for (const [index, one] of node.items.entries()) {
      const at = { node: one, key: `${place.key}[${index}]`, near: node };
      item(at, checked);
      if (unique !== undefined) noteRepeat(seen, unique, at, checked);
    }
  };
}

/** A map with these keys and no others; those of `must` have to be there. */
export function shape(keys: Readonly<Record<string, Check>>, must: readonly string[] = []): Check {
  return (place, checked) => {
    const present = new Set<string>();
    eachPair(place, checked, (name, at, keyAt) => {
      present.add(name);
      const check = Object.hasOwn(keys, name) ? keys[name] : undefined;
      if (check === undefined) note(keyAt, checked, `unknown key, it may be ${Object.keys(keys).join(", ")}`);
      else check(at, checked);
    });
    if (!isMap(resolve(place.node, checked))) return;
    for (const name of must.filter((one) => !present.has(one)))
      note({ ...place, key: join(place.key, name) }, checked, "is missing");
  };
}

/** A map from any names to values that pass. With `unique`, no two values have the same under that key. */
export function record(value: Check, unique?: string): Check {
  return (place, checked) => {
    const seen = new Map<unknown, string>();
    eachPair(place, checked, (_, at) => {
      value(at, checked);
      if (unique !== undefined) noteRepeat(seen, unique, at, checked);
    });
  };
}

/** Passes if one of two does, by what the value is. */
export function either(isFirst: (node: Node | null) => boolean, first: Check, second: Check): Check {
  return (place, checked) => (isFirst(resolve(place.node, checked)) ? first : second)(place, checked);
}

function eachPair(place: Place, checked: Checked, visit: (name: string, at: Place, keyAt: Place) => void): void {
  const node = resolve(place.node, checked);
  if (!isMap(node)) return note(place, checked, "must be a map");
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    const name = isScalar(pair.key) ? String(pair.key.value) : "?";
    const at = { key: join(place.key, name), near: pair.key };
    visit(name, { ...at, node: pair.value }, { ...at, node: pair.key });
  }
}

function noteRepeat(seen: Map<unknown, string>, name: string, at: Place, checked: Checked): void {
  const node = resolve(at.node, checked);
  const value: unknown = isMap(node) ? node.get(name) : undefined;
  if (value === undefined) return;
  const before = seen.get(value);
  if (before === undefined) return void seen.set(value, at.key);
  const place = { ...at, node: isMap(node) ? (node.get(name, true) as Node) : at.node, key: join(at.key, name) };
  note(place, checked, `is the same as of ${before}`);
}

function resolve(node: Node | null, { document }: Checked): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
