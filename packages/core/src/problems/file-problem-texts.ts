import { textsOf, type ProblemTexts } from "./problem-kind.ts";

const stopsRun = textsOf("stops-run", "run");

/** The facts in the texts of each problem of a file's bytes and YAML, by code. */
export interface FileProblemFacts {
  readonly "no-files": Readonly<Record<string, never>>;
  readonly "file-too-large": { limit: number };
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
}

/** The texts of problems that show before the keys of a file are looked at. */
export const fileProblemTexts: { readonly [C in keyof FileProblemFacts]: ProblemTexts<FileProblemFacts[C]> } = {
  "no-files": stopsRun(
    {
      title: "No file to read",
      about:
        "No file, folder or pattern of the command gave a file. A run without files never means that everything is disabled.",
      next: "Name at least one file with `-f`.",
    },
    () => "there is no file to read",
    () => "Name at least one file. An empty selection never means that everything is disabled.",
  ),
  "file-too-large": stopsRun(
    {
      title: "A file is too large",
      about:
        "A file may have 16 MiB. The limit applies while the file is read, so a device or an endless pipe ends too.",
      next: "Spread the entries over several files. Several files may list entries of one workspace.",
    },
    ({ limit }) => `the file has more than ${limit} bytes, which is the limit`,
    () => "Split it: several files may list entries of one workspace.",
  ),
  "file-not-utf8": stopsRun(
    {
      title: "A file is not UTF-8",
      about: "Files are read as UTF-8. The message gives the first byte that is not valid.",
      next: "Save the file as UTF-8 in your editor.",
    },
    ({ byte, utf16 }) =>
      `the file is not UTF-8: byte 0x${hex(byte, 2)} is ${utf16 ? "of a UTF-16 byte order mark" : "not valid here"}`,
    () => "Save the file as UTF-8.",
  ),
  "control-character": stopsRun(
    {
      title: "A control character in a file",
      about: "YAML does not allow most control characters, and editors do not show them.",
      next: "Remove the character, or write it as an escape in double quotes.",
    },
    ({ code }) =>
      code === 0x0d
        ? "there is a carriage return without a line feed"
        : `the control character U+${hex(code, 4)} is not allowed in YAML`,
    ({ code }) =>
      code === 0x0d
        ? "Save the file with LF or CRLF line ends."
        : `Remove it, or write it as "\\u${hex(code, 4)}" in double quotes.`,
  ),
  "file-empty": stopsRun(
    {
      title: "An empty file",
      about: "The file is empty or has comments only. An empty file never means that everything is disabled.",
      next: "Write `version: 1` and `workspaces:`, or do not pass the file.",
    },
    () => "the file is empty or has only comments",
    () =>
      "An empty file never means that everything is disabled. Write `version: 1` and `workspaces:`, or leave the file out.",
  ),
  "second-document": stopsRun(
    {
      title: "A second YAML document",
      about: "One file is one YAML document. A line with `---` starts another one.",
      next: "Move the second document to a file of its own, or remove the `---`.",
    },
    () => "a second YAML document begins here, but a file may have only one",
    () => "Move it to a file of its own, or remove the `---`.",
  ),
  "yaml-version": stopsRun(
    {
      title: "Another YAML version",
      about: "The file has a `%YAML` line with another version. Files are read as YAML 1.2.",
      next: "Remove the `%YAML` line.",
    },
    () => "the file says that it is not YAML 1.2",
    () => "Remove the `%YAML` line: files are read as YAML 1.2.",
  ),
  "yaml-syntax": stopsRun(
    {
      title: "The file is not valid YAML",
      about:
        "The YAML parser could not read the file. The place is where the parser noticed the mistake, which can be a line after it.",
      next: "Correct the YAML at the place or on the line before it.",
    },
    ({ what }) => `not valid YAML: ${what}`,
    ({ advice }) => advice ?? "Correct the YAML.",
  ),
  "tab-indent": stopsRun(
    {
      title: "A tab in the indentation",
      about: "YAML allows only spaces for indentation.",
      next: "Replace the tab by spaces.",
    },
    () => "the indentation contains a tab: YAML allows only spaces",
    () => "Replace it by spaces.",
  ),
  "nesting-too-deep": stopsRun(
    {
      title: "Lists and mappings are nested too deep",
      about: "This format needs six levels. Much deeper files are refused before they are read.",
      next: "Remove the levels that the format does not have.",
    },
    ({ limit }) => `lists and mappings are nested more than ${limit} levels deep`,
    () => "This format needs six levels: remove the others.",
  ),
  "alias-unknown": stopsRun(
    {
      title: "An alias without an anchor",
      about: "`*name` refers to an anchor `&name`, which must come before it in the same file.",
      next: "Correct the name. If the value is a text that begins with `*`, put it in quotes.",
    },
    ({ alias }) => `the alias \`*${alias}\` has no anchor \`&${alias}\` before it`,
    () => "Correct the name, or put text that begins with `*` in quotes.",
  ),
  "alias-in-itself": stopsRun(
    {
      title: "An alias inside its own anchor",
      about: "The alias refers to the node that contains it, so its value would have no end.",
      next: "Write the value instead of the alias.",
    },
    ({ alias }) => `the alias \`*${alias}\` refers to the node that contains it`,
    () => "Write the value out.",
  ),
  "aliases-too-large": stopsRun(
    {
      title: "Aliases that repeat too much",
      about: "Aliases can make a small file very large. The limit protects the run.",
      next: "Write the values, or spread them over several files.",
    },
    ({ limit }) => `the aliases of this file expand to more than ${limit} values`,
    () => "Write the values out, or spread them over several files.",
  ),
  "tag-not-allowed": stopsRun(
    {
      title: "A YAML tag",
      about: "Tags such as `!!str` or `!secret` are not part of this format.",
      next: "Remove the tag. If a value should be text, put it in quotes.",
    },
    ({ tag }) => `the tag \`${tag}\` is not allowed`,
    () => "Remove it; put a value that is meant as text in quotes.",
  ),
  "merge-key": stopsRun(
    {
      title: "The merge key `<<`",
      about: "`<<` was part of YAML 1.1 and is not part of YAML 1.2.",
      next: "Write the keys in each entry.",
    },
    () => "the merge key `<<` is not part of YAML 1.2",
    () => "Write the keys out.",
  ),
  "key-not-text": stopsRun(
    {
      title: "A key that is not plain text",
      about: "A key must be a word, not an alias, a list or a mapping.",
      next: "Write the key as a word.",
    },
    () => "a key must be plain text, but this is an alias, a list or a mapping",
    () => "Write the key out.",
  ),
  "duplicate-key": stopsRun(
    {
      title: "A key is given twice",
      about: "YAML does not allow the same key twice in one mapping, because one of the two values would be lost.",
      next: "Keep one of the two.",
    },
    ({ key, first }) => `the key \`${key}\` is given twice, first at ${first}`,
    () => "Keep one of the two.",
  ),
};

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}
