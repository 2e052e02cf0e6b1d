import type { ArgumentHelp, FlagHelp, ToolHelp, VariableHelp, VerbHelp } from "../../verb/help.ts";

/** Width of help, in columns: the same in every pipe, and on every terminal that is as wide. */
const usualWidth = 80;

/** The help of a verb, or of the tool, in lines of at most `columns`. A command to type stays in one line. */
export function helpText(help: VerbHelp | ToolHelp, columns: number = usualWidth): string {
  const width = Math.min(columns, usualWidth);
  return "verb" in help ? verbText(help, width) : toolText(help, width);
}

function verbText(
  { usage, brief, arguments: args, flags, examples, variables, verb }: VerbHelp,
  width: number,
): string {
  const section = sectionOf(width);
  const own = flags.filter(({ isCommon }) => !isCommon);
  const common = flags.filter(({ isCommon }) => isCommon);
  const more =
    examples.length === 0 ? `\n${prose(`\`skyvia-schedules help ${verb}\` shows examples, too.`, width)}` : "";
  return [
    `USAGE\n${usageLines(usage, width)}\n\n${prose(`${brief}.`, width)}`,
    section("ARGUMENTS", args.map(argumentRow)),
    section("FLAGS", own.map(flagRow)),
    section(own.length === 0 ? "FLAGS" : "COMMON FLAGS", [...common.map(flagRow), ["  -h, --help", "Show the flags"]]),
    exampleText(examples, width),
    section("ENVIRONMENT", variables.map(variableRow)),
    more,
  ].join("");
}

function toolText({ brief, verbs, variables }: ToolHelp, width: number): string {
  const section = sectionOf(width);
  return [
    `USAGE\n  skyvia-schedules <verb> [flags]\n\n${prose(`${brief}.`, width)}`,
    section(
      "VERBS",
      verbs.map((one) => [`  ${one.verb}`, one.brief]),
    ),
    section("FLAGS", [
      ["  -h, --help", "Show this help; after a verb, the help of the verb"],
      ["  -V, --version", "Print the version"],
    ]),
    section("ENVIRONMENT", variables.map(variableRow)),
    `\n${prose("`skyvia-schedules help <verb>` shows a verb with its flags and examples.", width)}`,
  ].join("");
}

type Row = readonly [left: string, right: string];

function argumentRow({ name, brief, isRequired }: ArgumentHelp): Row {
  return [isRequired ? `  <${name}>` : `  [${name}]`, brief];
}

function flagRow({ names, value, brief, words, default: fallback, isRequired, isRepeatable }: FlagHelp): Row {
  const [first = ""] = names;
  const indent = /^-\w$/.test(first) ? "  " : "      ";
  const left = `${indent}${names.join(", ")}${value === null ? "" : ` <${value}>`}`;
  const notes = [
    ...(isRepeatable ? ["repeatable"] : []),
    ...(words.length > 0 ? [words.join("|")] : []),
    ...(fallback === null ? [] : [`default ${fallback}`]),
    ...(isRequired ? ["required"] : []),
  ];
  return [left, notes.length === 0 ? brief : `${brief} [${notes.join(", ")}]`];
}

function variableRow({ name, brief }: VariableHelp): Row {
  return [`  ${name}`, brief];
}

function exampleText(examples: VerbHelp["examples"], width: number): string {
  if (examples.length === 0) return "";
  const shown = examples.map(({ line, does }) => {
    const comment = wrap(does, width - 4).map((part) => `  # ${part}\n`);
    return `${comment.join("")}  ${line}\n`;
  });
  return `\nEXAMPLES\n${shown.join("")}`;
}

function usageLines(usage: string, width: number): string {
  return `  ${usage.length + 2 <= width ? usage : wrap(usage, width - 4).join("\n    ")}`;
}

/** A sentence as lines. */
function prose(text: string, width: number): string {
  return wrap(text, width)
    .map((line) => `${line}\n`)
    .join("");
}

/** The rightmost start of the right column, in columns. A longer left part gets a line of its own. */
const mostLeft = 30;

/** The least room for the right column, in columns. Where there is less, all of it goes below the left one. */
const leastRight = 24;

/** Makes a section with a title and two columns. */
function sectionOf(width: number): (title: string, rows: readonly Row[]) => string {
  const most = Math.min(mostLeft, Math.max(8, width - leastRight));
  return (title, rows) => {
    if (rows.length === 0) return "";
    const starts = rows.map(([left]) => (left.length + 2 > most ? 0 : left.length + 2));
    const start = Math.max(...starts, 4);
    return `\n${title}\n${rows.flatMap((row) => rowLines(row, start, width)).join("\n")}\n`;
  };
}

function rowLines([left, right]: Row, start: number, width: number): string[] {
  const [first = "", ...rest] = wrap(right, width - start);
  const indented = rest.map((line) => `${" ".repeat(start)}${line}`);
  return left.length + 2 > start
    ? [left, `${" ".repeat(start)}${first}`, ...indented]
    : [`${left.padEnd(start)}${first}`, ...indented];
}

/** Lines of at most `columns`, broken at spaces. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
