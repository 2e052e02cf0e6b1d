import { textsOf, type ProblemTexts } from "./problem-kind.ts";

const stopsRun = textsOf("stops-run", "run");

/**
 * What the texts of each problem of a file speak of, by code. `written` is the value as it stands in the file, "" where
 * there is none; `meant` is what it was likely meant to be.
 */
export interface ConfigProblemFacts {
  readonly "no-files": Readonly<Record<string, never>>;
  readonly "file-too-large": { bytes: number; limit: number };
  readonly "file-not-utf8": { byte: number; utf16: boolean };
  readonly "control-character": { code: number };
  readonly "file-empty": Readonly<Record<string, never>>;
  readonly "second-document": Readonly<Record<string, never>>;
  readonly "yaml-version": Readonly<Record<string, never>>;
  readonly "yaml-syntax": { what: string; advice: string | null };
  readonly "tab-indent": Readonly<Record<string, never>>;
  readonly "nesting-too-deep": { limit: number };
  readonly "alias-unknown": { alias: string };
  readonly "alias-in-itself": { alias: string };
  readonly "aliases-too-large": { limit: number };
  readonly "tag-not-allowed": { tag: string };
  readonly "merge-key": Readonly<Record<string, never>>;
  readonly "key-not-text": Readonly<Record<string, never>>;
  readonly "duplicate-key": { key: string; first: string };
  readonly "wrong-type": { what: string; expected: string; written: string };
  readonly "unknown-key": { key: string; of: string; meant: string | null; keys: readonly string[] };
  readonly "missing-key": { key: string; of: string; how: string };
  readonly "no-workspaces": Readonly<Record<string, never>>;
  readonly "version-not-supported": { written: string };
  readonly "bad-id": { written: string; meant: number | null };
  readonly "bad-schedule": { written: string; meant: string | null };
  readonly "bad-limit": { key: string; written: string; meant: string | null };
  readonly "unknown-word": { key: string; written: string; meant: string | null; words: readonly string[] };
  readonly "bad-text": { key: string; written: string; quoted: string | null };
  readonly "selector-missing": Readonly<Record<string, never>>;
  readonly "selectors-exclude": Readonly<Record<string, never>>;
  readonly "duplicate-tag": { tag: string; first: string };
  readonly "duplicate-entry": { what: string; first: string };
  readonly "workspace-differs": { id: number; key: string; here: string; there: string; first: string };
  readonly "merge-not-possible": Readonly<Record<string, never>>;
  readonly "managed-by-pulumi": { id: number; workspaceId: number; urn: string; place: string };
  readonly "accept-unmanaged": { id: number };
  readonly "accept-not-drifting": { id: number; instead: string | null };
  readonly "accept-ambiguous": { id: number; workspaceIds: readonly number[] };
  readonly "accept-shared": { id: number; schedule: string };
  readonly "accept-not-possible": Readonly<Record<string, never>>;
}

/** The texts of every problem that shows in the files alone. */
export const configProblemTexts: { readonly [C in keyof ConfigProblemFacts]: ProblemTexts<ConfigProblemFacts[C]> } = {
  "no-files": stopsRun(
    () => "there is no file to read",
    () => "Name at least one file: nothing at all never means to disable everything.",
  ),
  "file-too-large": stopsRun(
    ({ bytes, limit }) => `the file has ${bytes} bytes, and ${limit} are the limit`,
    () => "Spread it over several files: entries of one workspace may stand in many.",
  ),
  "file-not-utf8": stopsRun(
    ({ byte, utf16 }) =>
      `the file is not UTF-8: byte 0x${hex(byte, 2)} is ${utf16 ? "of a UTF-16 byte order mark" : "not valid here"}`,
    () => "Save the file as UTF-8.",
  ),
  "control-character": stopsRun(
    ({ code }) =>
      code === 0x0d
        ? "a carriage return stands alone, without a line feed"
        : `the control character U+${hex(code, 4)} is not allowed in YAML`,
    ({ code }) =>
      code === 0x0d
        ? "Save the file with LF or CRLF line ends."
        : `Remove it, or write it as "\\u${hex(code, 4)}" in double quotes.`,
  ),
  "file-empty": stopsRun(
    () => "the file is empty, or holds comments only",
    () =>
      "An empty file never means to disable everything. Write `version: 1` and `workspaces:`, or leave the file out.",
  ),
  "second-document": stopsRun(
    () => "a second YAML document begins here, and a file may hold one",
    () => "Move it to a file of its own, or remove the `---`.",
  ),
  "yaml-version": stopsRun(
    () => "the file says that it is not YAML 1.2",
    () => "Remove the `%YAML` line: files are read as YAML 1.2.",
  ),
  "yaml-syntax": stopsRun(
    ({ what }) => `not valid YAML: ${what}`,
    ({ advice }) => advice ?? "Correct the YAML.",
  ),
  "tab-indent": stopsRun(
    () => "a tab stands in the indentation, and YAML allows spaces only",
    () => "Replace it by spaces.",
  ),
  "nesting-too-deep": stopsRun(
    ({ limit }) => `lists and mappings are nested more than ${limit} levels deep`,
    () => "This format needs six levels: remove the others.",
  ),
  "alias-unknown": stopsRun(
    ({ alias }) => `no anchor \`&${alias}\` stands before the alias \`*${alias}\``,
    () => "Correct the name, or put text that begins with `*` in quotes.",
  ),
  "alias-in-itself": stopsRun(
    ({ alias }) => `the alias \`*${alias}\` stands inside what it stands for`,
    () => "Write the value out.",
  ),
  "aliases-too-large": stopsRun(
    ({ limit }) => `the aliases of this file stand for more than ${limit} values`,
    () => "Write the values out, or spread them over several files.",
  ),
  "tag-not-allowed": stopsRun(
    ({ tag }) => `the tag \`${tag}\` is not allowed`,
    () => "Remove it; put a value that is meant as text in quotes.",
  ),
  "merge-key": stopsRun(
    () => "the merge key `<<` is not part of YAML 1.2",
    () => "Write the keys out.",
  ),
  "key-not-text": stopsRun(
    () => "a key must be plain text, and this is an alias, a list or a mapping",
    () => "Write the key out.",
  ),
  "duplicate-key": stopsRun(
    ({ key, first }) => `the key \`${key}\` stands twice, first at ${first}`,
    () => "Keep one of the two.",
  ),
  "wrong-type": stopsRun(
    ({ what, expected, written }) => `${what} must be ${expected}${but(written)}`,
    ({ expected, written }) =>
      expected !== "a list"
        ? "Write `key: value` lines, one key a line."
        : `Begin each item with \`- \` on a line of its own${written === "" ? ", or write `[]` for none" : ""}.`,
  ),
  "unknown-key": stopsRun(
    ({ key, of, meant }) => `${of} has no key \`${key}\`${meant === null ? "" : `; did you mean \`${meant}\`?`}`,
    ({ meant, keys }) =>
      meant === null ? `The keys are ${keys.map(asCode).join(", ")}.` : `Write \`${meant}\`, or remove the key.`,
  ),
  "missing-key": stopsRun(
    ({ key, of }) => `${of} has no \`${key}\``,
    ({ how }) => how,
  ),
  "no-workspaces": stopsRun(
    () => "`workspaces` has no item",
    () => "Add a workspace, as `- id: 123`: an empty list never means to disable everything.",
  ),
  "version-not-supported": stopsRun(
    ({ written }) => `the format version must be 1${but(written)}`,
    () => "Write `version: 1`.",
  ),
  "bad-id": stopsRun(
    ({ written }) => `an id is a whole number from 1 to 2147483647 in decimal digits${but(written)}`,
    ({ meant }) => (meant === null ? "Write the id as Skyvia shows it, as `id: 456`." : `Write \`id: ${meant}\`.`),
  ),
  "bad-schedule": stopsRun(
    ({ written }) => `a schedule is \`enabled\` or \`disabled\`${but(written)}`,
    ({ meant }) =>
      meant === null ? "Write `schedule: enabled` or `schedule: disabled`." : `Write \`schedule: ${meant}\`.`,
  ),
  "bad-limit": stopsRun(
    ({ written }) => `a limit is a count, or whole percent from 0% to 100%${but(written)}`,
    ({ key, meant }) =>
      meant === null ? `Write it as \`${key}: 25\` or \`${key}: 10%\`.` : `Write \`${key}: ${meant}\`.`,
  ),
  "unknown-word": stopsRun(
    ({ key, written, words, meant }) =>
      `\`${key}\` is ${words.map(asCode).join(" or ")}${but(written)}${meant === null ? "" : `; did you mean \`${meant}\`?`}`,
    ({ key, words, meant }) =>
      `Write ${(meant === null ? words : [meant]).map((word) => asCode(`${key}: ${word}`)).join(" or ")}.`,
  ),
  "bad-text": stopsRun(
    ({ key, written }) => `\`${key}\` must be text${but(written)}`,
    ({ key, quoted }) =>
      quoted === null ? `Write some text, or leave \`${key}\` out.` : `Put it in quotes: \`${quoted}\`.`,
  ),
  "selector-missing": stopsRun(
    () => "the entry selects nothing: it has neither `id` nor `name` nor `match`",
    () => "Give it an `id`, or a `name`, or a glob as `match`.",
  ),
  "selectors-exclude": stopsRun(
    () => "an entry with `match` selects by that glob, and so has neither `id` nor `name`",
    () => "Keep `match` alone, or remove it.",
  ),
  "duplicate-tag": stopsRun(
    ({ tag, first }) => `the tag ${tag} stands twice, first at ${first}`,
    () => "Keep one of the two.",
  ),
  "duplicate-entry": stopsRun(
    ({ what, first }) => `${what} is named twice, first at ${first}`,
    () => "Keep one of the two.",
  ),
  "workspace-differs": stopsRun(
    ({ id, key, here, there, first }) =>
      `workspace ${id} has \`${key}: ${here}\` here and \`${key}: ${there}\` at ${first}`,
    ({ key }) => `Make the two agree, or keep one \`${key}\`.`,
  ),
  "merge-not-possible": stopsRun(
    () => "what is new cannot be added to this file without changing what it says",
    () => "Write out lists that are aliases or have an anchor, or import into another file.",
  ),
  "managed-by-pulumi": stopsRun(
    ({ id, workspaceId, urn, place }) =>
      `integration ${id} of workspace ${workspaceId} is managed by a Pulumi stack too: ${urn} at ${place}`,
    () => "Remove the entry, or the resource: of two owners each undoes what the other does.",
  ),
  "accept-unmanaged": stopsRun(
    ({ id }) => `--accept ${id}: no entry of these files covers integration ${id}`,
    () => "Correct the id, or add an entry for it.",
  ),
  "accept-not-drifting": stopsRun(
    ({ id, instead }) =>
      `--accept ${id}: ${instead ?? `the schedule of integration ${id} does not differ from the files`}`,
    ({ instead }) =>
      instead === null
        ? "`skyvia-schedules drift` lists what does: leave the others out."
        : "Change the file by hand: --accept takes over schedules alone.",
  ),
  "accept-ambiguous": stopsRun(
    ({ id, workspaceIds }) => `--accept ${id}: integration ${id} drifts in the workspaces ${workspaceIds.join(", ")}`,
    () => "Name the workspace with -w.",
  ),
  "accept-shared": stopsRun(
    ({ id }) =>
      `--accept ${id}: what decides integration ${id} is an alias or has an anchor, so it may be used elsewhere too`,
    ({ id, schedule }) => `Write it out by hand: \`id: ${id}\` with \`schedule: ${schedule}\`.`,
  ),
  "accept-not-possible": stopsRun(
    () => "what is live cannot be written into this file without changing what else it says",
    () => "Change the file by hand.",
  ),
};

function but(written: string): string {
  return written === "" ? ", and nothing is written" : `, not ${written}`;
}

function asCode(text: string): string {
  return `\`${text}\``;
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}
