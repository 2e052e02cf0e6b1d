import type { ArgumentHelp, FlagHelp, ToolHelp, VariableHelp, VerbHelp } from "../../verb/help.ts";

/** Width of all help, in columns: the same on every terminal and in every pipe. */
const width = 80;

/** The help of a verb, or of the tool. */
export function helpText(help: VerbHelp | ToolHelp): string {
  return "verb" in help ? verbText(help) : toolText(help);
}

function verbText({ usage, brief, arguments: args, flags, examples, variables, verb }: VerbHelp): string {
  const own = flags.filter(({ isCommon }) => !isCommon);
  const common = flags.filter(({ isCommon }) => isCommon);
  const more = examples.length === 0 ? `\n\`skyvia-schedules help ${verb}\` shows examples, too.\n` : "";
  return [
    `USAGE\n  ${usage}\n\n${brief}.\n`,
    section("ARGUMENTS", args.map(argumentRow)),
    section("FLAGS", own.map(flagRow)),
    section(own.length === 0 ? "FLAGS" : "COMMON FLAGS", [...common.map(flagRow), ["  -h, --help", "Show the flags"]]),
    exampleText(examples),
    variableText(variables),
    more,
  ].join("");
}

function toolText({ brief, verbs, variables }: ToolHelp): string {
  return [
    `USAGE\n  skyvia-schedules <verb> [flags]\n\n${brief}.\n`,
    section(
      "VERBS",
      verbs.map((one) => [`  ${one.verb}`, one.brief]),
    ),
    section("FLAGS", [
      ["  -h, --help", "Show this help; after a verb, the help of the verb"],
      ["  -V, --version", "Print the version"],
    ]),
    variableText(variables),
    "\n`skyvia-schedules help <verb>` shows a verb with its flags and examples.\n",
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

function exampleText(examples: VerbHelp["examples"]): string {
  if (examples.length === 0) return "";
  return `\nEXAMPLES\n${examples.map(({ line, does }) => `  # ${does}\n  ${line}\n`).join("")}`;
}

function variableText(variables: readonly VariableHelp[]): string {
  return section(
    "ENVIRONMENT",
    variables.map(({ name, brief }) => [`  ${name}`, brief]),
  );
}

/** The rightmost start of the right column, in columns. A longer left part gets a line of its own. */
const mostLeft = 30;

function section(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const start = Math.max(...rows.map(([left]) => (left.length + 2 > mostLeft ? 0 : left.length + 2)), 4);
  const lines = rows.flatMap(([left, right]) => {
    const [first = "", ...rest] = wrap(right, width - start);
    const indented = rest.map((line) => `${" ".repeat(start)}${line}`);
    return left.length + 2 > start
      ? [left, `${" ".repeat(start)}${first}`, ...indented]
      : [`${left.padEnd(start)}${first}`, ...indented];
  });
  return `\n${title}\n${lines.join("\n")}\n`;
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
