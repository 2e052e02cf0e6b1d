import { flagsOf, argumentsOf } from "../command-line/describe-parameters.ts";
import { allVerbs } from "../command-line/help.ts";
import { takeVerbose } from "../command-line/verbose-argument.ts";
import { verbNamed, verbNames } from "../command-line/verb-names.ts";
import { schemaNames } from "../flags/values.ts";
import { visible } from "../render/escape.ts";
import type { FlagHelp } from "../verb/help.ts";
import { candidatesOf, files, type Candidate } from "./candidate.ts";
import type { KnownNames } from "./known-names.ts";
import { shells } from "./shells.ts";
import { longName, readTypedLine, type TypedLine } from "./typed-line.ts";

/** Resolves to the names in the files; `typed` are the values of `-f` so far. */
export type Reader = (typed: readonly string[]) => Promise<KnownNames>;

/**
 * The candidates for the last word. `words` are those after the name of the tool; the last one is under the cursor, and may be empty. Each candidate is a whole
 * word. Names that a terminal cannot show unchanged are left out.
 */
export async function complete(words: readonly string[], read: Reader): Promise<readonly Candidate[]> {
  const [first, ...rest] = [...takeVerbose(words.slice(0, -1)).rest, words.at(-1) ?? ""];
  if (rest.length === 0) return matching(verbCandidates(), first);
  const verb = verbNamed(first);
  if (verb === null) return [];
  const { parameters } = allVerbs[verb];
  const flags = flagsOf(parameters);
  const line = readTypedLine(rest, flags);
  if (line.flag !== null) return completeValue(line, line.flag, read);
  if (line.current.startsWith("-")) return matching(flagCandidates(flags, line), line.current);
  const argument = argumentsOf(parameters)[line.position];
  if (argument === undefined) return [];
  return matching(await argumentCandidates(verb, argument.name, line, read), line.current);
}

function verbCandidates(): readonly Candidate[] {
  return verbNames.map((verb) => ({ value: verb, description: allVerbs[verb].brief }));
}

function flagCandidates(flags: readonly FlagHelp[], { values }: TypedLine): readonly Candidate[] {
  const free = flags.filter((flag) => flag.isRepeatable || !values.has(longName(flag)));
  const named = free.flatMap(({ names, brief }) => {
    return names.filter((name) => name.startsWith("--")).map((value) => ({ value, description: brief }));
  });
  return [...named, { value: "--help", description: "Show this help" }];
}

/** The placeholders of values that are files or folders. */
const filePlaceholders = new Set(["file", "path", "folder"]);

async function completeValue(line: TypedLine, flag: FlagHelp, read: Reader): Promise<readonly Candidate[]> {
  const { current, before } = line;
  const name = longName(flag);
  if (filePlaceholders.has(flag.value ?? "")) return [files];
  const found = flag.words.length > 0 ? candidatesOf(flag.words) : await valueCandidates(name, line, read);
  return matching(found, current).map((one) => ({ ...one, value: before + one.value }));
}

async function valueCandidates(name: string, line: TypedLine, read: Reader): Promise<readonly Candidate[]> {
  const { values, current } = line;
  const wanted = values.get("workspace") ?? [];
  const known = await read(values.get("file") ?? []);
  switch (name) {
    case "workspace":
      return known.workspaces();
    case "accept":
      return acceptCandidates(known.ids(wanted), current);
    case "override":
      return prefixed("protected:", known.ids(wanted));
    case "select":
    case "exclude":
      return criterionCandidates(known, wanted, current);
    default:
      return [];
  }
}

/** Ids with commas between them, or `all`. */
function acceptCandidates(ids: readonly Candidate[], current: string): readonly Candidate[] {
  const given = current.slice(0, current.lastIndexOf(",") + 1);
  const free = ids.filter(({ value }) => !given.split(",").includes(value));
  const all = { value: "all", description: "everything that was switched outside" };
  return given === "" ? [all, ...free] : prefixed(given, free);
}

function criterionCandidates(known: KnownNames, wanted: readonly string[], current: string): readonly Candidate[] {
  const [kind = "", ...rest] = current.split(":");
  if (rest.length === 0) return candidatesOf(["id:", "name:", "tag:", "owner:"]);
  const of: Readonly<Record<string, () => readonly Candidate[]>> = {
    id: () => known.ids(wanted),
    name: () => known.names(wanted),
    tag: () => known.tags(wanted),
    owner: () => known.owners(wanted),
  };
  return Object.hasOwn(of, kind) ? prefixed(`${kind}:`, of[kind]?.() ?? []) : [];
}

async function argumentCandidates(
  verb: string,
  placeholder: string,
  { values }: TypedLine,
  read: Reader,
): Promise<readonly Candidate[]> {
  const wanted = values.get("workspace") ?? [];
  const known = async (): Promise<KnownNames> => read(values.get("file") ?? []);
  switch (placeholder) {
    case "id":
      return verb === "workspaces"
        ? (await known()).workspaces().filter(({ value }) => /^\d+$/.test(value))
        : (await known()).ids(wanted);
    case "id|name": {
      const names = await known();
      return [...names.ids(wanted), ...names.names(wanted)];
    }
    case "verb":
      return verbCandidates();
    case "schema":
      return candidatesOf(schemaNames);
    case "shell":
      return candidatesOf(shells);
    case "plan-file":
      return [files];
    default:
      return [];
  }
}

function prefixed(prefix: string, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.map((one) => ({ ...one, value: prefix + one.value }));
}

function matching(candidates: readonly Candidate[], current: string): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ value }) => {
    const isShown = value !== "" && (value === files.value || value.startsWith(current)) && visible(value) === value;
    if (!isShown || seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}
