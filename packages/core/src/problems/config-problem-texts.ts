import { disguiseNote } from "../model/look-alike.ts";
import { largestId } from "../model/id.ts";
import { fileProblemTexts, type FileProblemFacts } from "./file-problem-texts.ts";
import { overlayProblemTexts, type OverlayProblemFacts } from "./overlay-problem-texts.ts";
import { textsOf, type ProblemTexts } from "./problem-kind.ts";

const stopsRun = textsOf("stops-run", "run");

/**
 * The facts in the texts of each problem of a file, by code. `written` is the value as it is written in the file, "" where it is empty; `meant` is the value
 * that was probably meant.
 */
export interface ConfigProblemFacts extends FileProblemFacts, OverlayProblemFacts {
  readonly "wrong-type": { what: string; expected: string; written: string };
  readonly "unknown-key": { key: string; of: string; meant: string | null; keys: readonly string[] };
  readonly "missing-key": { key: string; of: string; how: string };
  readonly "no-workspaces": Readonly<Record<string, never>>;
  readonly "version-not-supported": { written: string };
  /** `key`: the key that has the id. null: the id is an item of a list. */
  readonly "bad-id": { key: string | null; written: string; meant: number | null };
  readonly "bad-schedule": { written: string; meant: string | null };
  readonly "bad-limit": { key: string; written: string; meant: string | null };
  readonly "unknown-word": { key: string; written: string; meant: string | null; words: readonly string[] };
  /** `removable`: what may be missing instead. null: the format needs the value. */
  readonly "bad-text": { key: string; written: string; quoted: string | null; removable: "key" | "item" | null };
  readonly "bad-token-variable": Readonly<Record<string, never>>;
  readonly "selector-missing": Readonly<Record<string, never>>;
  readonly "selectors-exclude": Readonly<Record<string, never>>;
  readonly "duplicate-tag": { tag: string; first: string };
  readonly "duplicate-entry": { what: string; first: string };
  readonly "workspace-differs": { id: number; key: string; here: string; there: string; first: string };
  readonly "merge-not-possible": Readonly<Record<string, never>>;
  /** `asked`: the variable of `--token-from`; `variable`: that of the file. */
  readonly "token-from-differs": { id: number; asked: string; variable: string };
  readonly "managed-by-pulumi": { id: number; workspaceId: number; urn: string; place: string };
  readonly "accept-unmanaged": { id: number };
  readonly "accept-not-drifting": { id: number; instead: string | null };
  readonly "accept-ambiguous": { id: number; workspaceIds: readonly number[] };
  readonly "accept-shared": { id: number; schedule: string };
  readonly "accept-not-possible": Readonly<Record<string, never>>;
}

/** The texts of every problem that shows in the files alone. */
export const configProblemTexts: { readonly [C in keyof ConfigProblemFacts]: ProblemTexts<ConfigProblemFacts[C]> } = {
  ...fileProblemTexts,
  ...overlayProblemTexts,
  "wrong-type": stopsRun(
    {
      title: "A list or a mapping is expected",
      about: "The value has another form than the format needs at this place, for example a word in place of a list.",
      next: "Write the value in the form that the message names.",
    },
    ({ what, expected, written }) => `${what} must be ${expected}${but(written)}`,
    ({ expected, written }) =>
      expected !== "a list"
        ? "Write `key: value` lines, one key a line."
        : `Begin each item with \`- \` on a line of its own${written === "" ? ", or write `[]` for none" : ""}.`,
  ),
  "unknown-key": stopsRun(
    {
      title: "An unknown key",
      about: "The format does not have this key at this place. Often it is a spelling mistake.",
      next: "Use the key that the message suggests, or remove the key.",
    },
    ({ key, of, meant }) =>
      `${of} has no key \`${key}\`${disguiseNote(key)}${meant === null ? "" : `; did you mean \`${meant}\`?`}`,
    ({ key, meant, keys }) =>
      neverInFiles(key) ??
      (meant === null ? `The keys are ${keys.map(asCode).join(", ")}.` : `Write \`${meant}\`, or remove the key.`),
  ),
  "missing-key": stopsRun(
    { title: "A required key is missing", about: "The format needs this key at this place.", next: "Add the key." },
    ({ key, of }) => `${of} has no \`${key}\``,
    ({ how }) => how,
  ),
  "no-workspaces": stopsRun(
    {
      title: "`workspaces` is empty",
      about: "A file lists at least one workspace. An empty list never means that everything is disabled.",
      next: "Add a workspace, such as `- id: 123`.",
    },
    () => "`workspaces` has no items",
    () => "Add a workspace, as `- id: 123`: an empty list never means that everything is disabled.",
  ),
  "version-not-supported": stopsRun(
    {
      title: "Another version of the format",
      about: "This tool reads version 1 of the file format.",
      next: "Write `version: 1`.",
    },
    ({ written }) => `the format version must be 1${but(written)}`,
    () => "Write `version: 1`.",
  ),
  "bad-id": stopsRun(
    {
      title: "An invalid id",
      about:
        "Ids are whole numbers from 1 to 2147483647, in decimal digits and without quotes. `017`, `0x65`, `1_000` and `1e3` are refused, because readers would not agree on them.",
      next: "Write the id as Skyvia shows it, for example `id: 456`.",
    },
    ({ written }) => `an id is a whole number from 1 to ${largestId} in decimal digits${but(written)}`,
    ({ key, meant }) => {
      const line = asCode(`${key === null ? "" : `${key}: `}${meant ?? 456}`);
      return meant === null ? `Write the id as Skyvia shows it, as ${line}.` : `Write ${line}.`;
    },
  ),
  "bad-schedule": stopsRun(
    {
      title: "An invalid schedule",
      about: "`schedule` is `enabled` or `disabled`. YAML words such as `on` and `yes` are not read as one of them.",
      next: "Write `schedule: enabled` or `schedule: disabled`.",
    },
    ({ written }) => `a schedule is \`enabled\` or \`disabled\`${but(written)}`,
    ({ meant }) =>
      meant === null ? "Write `schedule: enabled` or `schedule: disabled`." : `Write \`schedule: ${meant}\`.`,
  ),
  "bad-limit": stopsRun(
    {
      title: "An invalid limit",
      about: "A limit is a count such as `25`, or a whole percentage from `0%` to `100%`.",
      next: "Write the limit as a count or as a whole percentage.",
    },
    ({ written }) => `a limit is a count, or whole percent from 0% to 100%${but(written)}`,
    ({ key, meant }) =>
      meant === null ? `Write it as \`${key}: 25\` or \`${key}: 10%\`.` : `Write \`${key}: ${meant}\`.`,
  ),
  "unknown-word": stopsRun(
    {
      title: "A value that is not one of the allowed words",
      about: "The key takes one of a few words. The message lists them.",
      next: "Write one of the words.",
    },
    ({ key, written, words, meant }) =>
      `\`${key}\` is ${words.map(asCode).join(" or ")}${but(written)}${meant === null ? "" : `; did you mean \`${meant}\`?`}`,
    ({ key, words, meant }) =>
      `Write ${(meant === null ? words : [meant]).map((word) => asCode(`${key}: ${word}`)).join(" or ")}.`,
  ),
  "bad-text": stopsRun(
    {
      title: "Text is expected",
      about:
        "The value must be a text that is not empty. YAML reads values such as `123`, `true` or a date as something else.",
      next: "Put the value in quotes.",
    },
    ({ key, written }) => `\`${key}\` must be text${but(written)}`,
    ({ key, quoted, removable }) => {
      if (quoted !== null) return `Put it in quotes: \`${quoted}\`.`;
      if (removable === null) return "Write some text.";
      return `Write some text, or ${removable === "item" ? "remove the item" : `leave \`${key}\` out`}.`;
    },
  ),
  "bad-token-variable": stopsRun(
    {
      title: "`tokenFrom` does not name a variable for a token",
      about:
        "`tokenFrom` is the name of an environment variable: `SKYVIA_TOKEN_` and capital letters, digits or `_`, without `_FILE` at its end. The value is not repeated in the message, because it may be a token.",
      next: "Write the name of the variable, such as `SKYVIA_TOKEN_WEST`. If a token was in the file, revoke it.",
    },
    () =>
      "`tokenFrom` must be the name of a variable such as SKYVIA_TOKEN_WEST, and its value is not (it is not shown)",
    () =>
      "Write `SKYVIA_TOKEN_` and capital letters, digits or `_`, not ending in `_FILE`. A file never contains the token itself.",
  ),
  "selector-missing": stopsRun(
    {
      title: "An entry selects nothing",
      about: "An entry selects by `id`, by `name` or by `match`.",
      next: "Give the entry one of the three.",
    },
    () => "the entry selects nothing: it has neither `id` nor `name` nor `match`",
    () => "Give it an `id`, or a `name`, or a glob as `match`.",
  ),
  "selectors-exclude": stopsRun(
    {
      title: "`match` together with `id` or `name`",
      about: "An entry with `match` selects by that pattern alone.",
      next: "Keep `match` alone, or remove it.",
    },
    () => "an entry with `match` cannot have `id` or `name` too",
    () => "Keep `match` alone, or remove it.",
  ),
  "duplicate-tag": stopsRun(
    { title: "A tag is given twice", about: "Each tag of an entry is listed once.", next: "Keep one of the two." },
    ({ tag, first }) => `the tag ${tag} is given twice, first at ${first}`,
    () => "Keep one of the two.",
  ),
  "duplicate-entry": stopsRun(
    {
      title: "Two entries for the same selector",
      about:
        "Two entries select by the same id, the same name or the same pattern, or one file lists a workspace twice. The tool does not guess which one you mean.",
      next: "Keep one of the two.",
    },
    ({ what, first }) => `${what} is listed twice, first at ${first}`,
    () => "Keep one of the two.",
  ),
  "workspace-differs": stopsRun(
    {
      title: "Two files do not agree about a workspace",
      about:
        "Several files may list entries of one workspace, but its name, its limits, `tokenFrom` and `unmanaged` must be the same in all of them.",
      next: "Make the values equal, or write the key in one file only.",
    },
    ({ id, key, here, there, first }) =>
      `workspace ${id} has \`${key}: ${here}\` here and \`${key}: ${there}\` at ${first}`,
    ({ key }) => `Make the two agree, or keep one \`${key}\`.`,
  ),
  "merge-not-possible": stopsRun(
    {
      title: "`import --merge` cannot add to this file",
      about:
        "New entries are added only if the rest of the file keeps its meaning. A list that is shared through a YAML anchor would change in other places too. No file was changed.",
      next: "Write lists that have an anchor or an alias at their own place, or import into another file.",
    },
    () => "new entries cannot be added to this file without changing what it means",
    () => "Write out lists that are aliases or have an anchor, or import into another file.",
  ),
  "token-from-differs": stopsRun(
    {
      title: "Two variables for the token of one workspace",
      about:
        "`import --merge --token-from` would write `tokenFrom` into a workspace that has the key with another variable. A workspace has one token, so no file was changed.",
      next: "Use `--token-from` with the variable of the file, or change `tokenFrom` in the file first.",
    },
    ({ id, asked, variable }) => `workspace ${id} has \`tokenFrom: ${variable}\`, and --token-from names ${asked}`,
    ({ variable }) => `Use --token-from ${variable}, or change \`tokenFrom\` in the file first.`,
  ),
  "managed-by-pulumi": stopsRun(
    {
      title: "Managed by a Pulumi stack too",
      about:
        "`validate --pulumi-stack` found a schedule that an entry and a stack both manage. Each of the two would undo what the other does.",
      next: "Remove the entry, or remove the resource from the Pulumi program.",
    },
    ({ id, workspaceId, urn, place }) =>
      `integration ${id} of workspace ${workspaceId} is managed by a Pulumi stack too: ${urn} at ${place}`,
    () => "Remove the entry or the resource: two owners undo each other's changes.",
  ),
  "accept-unmanaged": stopsRun(
    {
      title: "`--accept` of an integration without an entry",
      about: "`drift --accept` changes entries. No entry covers this id.",
      next: "Correct the id, or add an entry for it.",
    },
    ({ id }) => `--accept ${id}: no entry of these files covers integration ${id}`,
    () => "Correct the id, or add an entry for it.",
  ),
  "accept-not-drifting": stopsRun(
    {
      title: "`--accept` of a schedule that is as desired",
      about:
        "The schedule does not differ from the files. If something else differs, such as the name of the integration, `--accept` cannot write it.",
      next: "Run `drift` to list what differs.",
    },
    ({ id, instead }) =>
      `--accept ${id}: ${instead ?? `the schedule of integration ${id} does not differ from the files`}`,
    ({ instead }) =>
      instead === null
        ? "Run `skyvia-schedules drift` to list what differs."
        : "Change the file by hand: --accept writes only schedules.",
  ),
  "accept-ambiguous": stopsRun(
    {
      title: "`--accept` of an id in two workspaces",
      about: "The id drifts in more than one workspace of this run.",
      next: "Name the workspace with `-w`.",
    },
    ({ id, workspaceIds }) => `--accept ${id}: integration ${id} drifts in the workspaces ${workspaceIds.join(", ")}`,
    () => "Name the workspace with -w.",
  ),
  "accept-shared": stopsRun(
    {
      title: "`--accept` of an entry that is shared through an anchor",
      about:
        "The entry is shared through a YAML anchor or alias. Changing it could change other entries, so no file was changed.",
      next: "Write an entry for this one integration by hand.",
    },
    ({ id }) =>
      `--accept ${id}: the entry for integration ${id} is shared through a YAML anchor; changing it could change other entries`,
    ({ id, schedule }) => `Write it out by hand: \`id: ${id}\` with \`schedule: ${schedule}\`.`,
  ),
  "accept-not-possible": stopsRun(
    {
      title: "`--accept` cannot change this file",
      about: "The file cannot be edited so that only the accepted schedules change. No file was changed.",
      next: "Change the file by hand.",
    },
    () => "the live schedules cannot be written into this file without changing something else in it",
    () => "Change the file by hand.",
  ),
};

/** What to do about a key that somebody may expect in a file but that no file can have. null: it is another key. */
function neverInFiles(key: string): string | null {
  if (/^(?:api[_-]?)?token$/i.test(key)) {
    return "Remove it, and revoke the token if it was real: a file never contains a token. `tokenFrom` of a workspace names the variable that has it.";
  }
  if (/^base[_-]?url$/i.test(key)) {
    return "Remove it: a file never decides where a token is sent. Set `--base-url` or SKYVIA_BASE_URL.";
  }
  return null;
}

function but(written: string): string {
  return written === "" ? ", but the value is empty" : `, not ${written}`;
}

function asCode(text: string): string {
  return `\`${text}\``;
}
