import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { toolBrief, toolHelp, verbHelp } from "../packages/cli/dist/command-line/help.js";
import { verbNames } from "../packages/cli/dist/command-line/verb-names.js";
import type { FlagHelp, VariableHelp, VerbHelp } from "../packages/cli/dist/verb/help.js";

// docs/cli.md and the man pages, made from the output of `skyvia-schedules help`.

const exitCodes: readonly (readonly [number | string, string])[] = [
  [0, "Done, or nothing to do"],
  [1, "An error, or a problem of the live workspace"],
  [2, "Changes are pending (`plan --detailed-exitcode`), or `drift` found some"],
  [3, "Some changes were written, and others were not"],
  [4, "A guard stopped the run before its first write"],
  [5, "The command line or a file is wrong"],
  [6, "The token is missing, wrong, refused, or lacks a scope"],
  ["130, 143", "Stopped by Ctrl-C or by a signal"],
];

/** docs/cli.md: a heading for each verb. */
export function cliPage(): string {
  const pages = verbNames.map((verb) => verbHelp(verb));
  const common = new Map(pages.flatMap(({ flags }) => flags.filter(isCommon).map((flag) => [flag.names.at(-1), flag])));
  return `# Command line

${toolBrief}. \`skyvia-schedules help\` lists the verbs, and \`skyvia-schedules help <verb>\` shows the part of this page about a verb.

**Common flags**

${flagTable([...common.values()])}
**Environment variables**

${variableTable(toolHelp().variables)}
**Exit codes**

| code | meaning |
|---|---|
${exitCodes.map(([code, meaning]) => `| ${code} | ${meaning} |\n`).join("")}
${pages.map(verbSection).join("\n")}`;
}

function verbSection({ verb, brief, usage, arguments: args, flags, examples }: VerbHelp): string {
  const own = flags.filter((flag) => !isCommon(flag));
  const common = flags.filter(isCommon).map(({ names }) => `\`${names.at(-1)}\``);
  const argumentRows = args.map(
    ({ name, brief: what, isRequired }) => `| \`${cell(name)}\` | ${cell(what)}${isRequired ? "" : " (optional)"} |\n`,
  );
  return [
    `## ${verb}\n\n${brief}.\n\n\`\`\`text\n${usage}\n\`\`\`\n`,
    args.length === 0 ? "" : `\n| argument | meaning |\n|---|---|\n${argumentRows.join("")}`,
    own.length === 0 ? "" : `\n${flagTable(own)}`,
    `\nCommon flags: ${common.join(", ")}.\n`,
    `\n\`\`\`sh\n${examples.map(({ line, does }) => `# ${does}\n${line}\n`).join("")}\`\`\`\n`,
  ].join("");
}

function isCommon(flag: FlagHelp): boolean {
  return flag.isCommon;
}

function flagTable(flags: readonly FlagHelp[]): string {
  const rows = flags.map(
    (flag) => `| ${flag.names.map((name) => typed(name, flag.value)).join(", ")} | ${cell(meaningOf(flag))} |\n`,
  );
  return `| flag | meaning |\n|---|---|\n${rows.join("")}`;
}

function variableTable(variables: readonly VariableHelp[]): string {
  return `| variable | meaning |\n|---|---|\n${variables.map(({ name, brief }) => `| \`${name}\` | ${cell(brief)} |\n`).join("")}`;
}

function typed(name: string, value: string | null): string {
  return `\`${name}${value === null ? "" : ` <${cell(value)}>`}\``;
}

/** Text in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`);
}

function meaningOf({ brief, words, default: fallback, isRequired, isRepeatable }: FlagHelp): string {
  const notes = [
    ...(isRequired ? ["required"] : []),
    ...(isRepeatable ? ["repeatable"] : []),
    ...(words.length > 0 ? [`one of ${words.join(", ")}`] : []),
    ...(fallback === null ? [] : [`default ${fallback}`]),
  ];
  return notes.length === 0 ? brief : `${brief} (${notes.join("; ")})`;
}

/** The man pages: file name to text. */
export function manPages(): ReadonlyMap<string, string> {
  const pages = verbNames.map((verb) => [`skyvia-schedules-${verb}.1`, verbManPage(verbHelp(verb))] as const);
  return new Map([["skyvia-schedules.1", toolManPage()], ...pages]);
}

function toolManPage(): string {
  const { brief, verbs, variables } = toolHelp();
  return [
    head("skyvia-schedules", brief),
    `.SH SYNOPSIS\n.B skyvia\\-schedules\n.I verb\n[\\fIflags\\fR]\n`,
    `.SH VERBS\n${verbs.map((one) => item(`\\fB${roff(one.verb)}\\fR`, one.brief)).join("")}`,
    manVariables(variables),
    exitStatus(),
    `.SH SEE ALSO\n${verbs.map(({ verb }) => `.BR skyvia\\-schedules\\-${roff(verb)} (1)`).join(",\n")}\n`,
  ].join("");
}

function verbManPage({ verb, brief, usage, arguments: args, flags, examples, variables }: VerbHelp): string {
  return [
    head(`skyvia-schedules-${verb}`, brief),
    `.SH SYNOPSIS\n${roff(usage)}\n`,
    args.length === 0
      ? ""
      : `.SH ARGUMENTS\n${args.map((one) => item(`\\fI${roff(one.name)}\\fR`, one.brief)).join("")}`,
    `.SH OPTIONS\n${flags.map((flag) => item(manFlag(flag), meaningOf(flag))).join("")}`,
    `.SH EXAMPLES\n${examples.map(({ line, does }) => `${roff(does)}:\n.PP\n.RS 4\n.nf\n${roff(line)}\n.fi\n.RE\n.PP\n`).join("")}`,
    manVariables(variables),
    exitStatus(),
    `.SH SEE ALSO\n.BR skyvia\\-schedules (1)\n`,
  ].join("");
}

function head(name: string, brief: string): string {
  return `.TH ${roff(name.toUpperCase())} 1 "" "skyvia\\-schedules" "User Commands"\n.SH NAME\n${roff(name)} \\- ${roff(brief)}\n`;
}

function manFlag({ names, value }: FlagHelp): string {
  const shown = names.map((name) => `\\fB${roff(name)}\\fR`).join(", ");
  return value === null ? shown : `${shown} \\fI${roff(value)}\\fR`;
}

function manVariables(variables: readonly VariableHelp[]): string {
  return `.SH ENVIRONMENT\n${variables.map(({ name, brief }) => item(`\\fB${roff(name)}\\fR`, brief)).join("")}`;
}

function exitStatus(): string {
  return `.SH EXIT STATUS\n${exitCodes.map(([code, meaning]) => item(`\\fB${code}\\fR`, meaning)).join("")}`;
}

function item(term: string, text: string): string {
  return `.TP\n${term}\n${roff(text)}\n`;
}

/** Text for roff: roff's own characters are escaped, and no line begins with a request. */
function roff(text: string): string {
  const escaped = text
    .replaceAll("\\", String.raw`\e`)
    .replaceAll("-", String.raw`\-`)
    .replaceAll("`", "");
  return /^[.']/.test(escaped) ? String.raw`\&${escaped}` : escaped;
}

if (import.meta.main) {
  const root = new URL("../", import.meta.url);
  const man = new URL("packages/cli/man/", root);
  writeFileSync(new URL("docs/cli.md", root), cliPage());
  mkdirSync(man, { recursive: true });
  for (const file of readdirSync(man)) rmSync(new URL(file, man));
  for (const [file, text] of manPages()) writeFileSync(new URL(file, man), text);
}
