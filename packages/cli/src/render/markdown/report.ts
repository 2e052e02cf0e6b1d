import type { ErrorRecord } from "@skyvia-schedules/core";
import { counted } from "@skyvia-schedules/core/counted";
import { visibleLines } from "../escape.ts";
import { findingsOf, shownChanges } from "../../verb/findings.ts";
import { errorOf, type Report } from "../../verb/report.ts";
import { acceptedDetail } from "../left-out-text.ts";
import { headline } from "../headline.ts";
import { lightText } from "../light-text.ts";
import { nextText } from "../next-text.ts";
import { outcomeText } from "../text/outcome-text.ts";
import { plainStyle } from "../../process/style.ts";
import { codeSpan, longestRun } from "./code-span.ts";
import { planMark } from "./plan-mark.ts";
import { fitRows, sectionText, type Section } from "./section.ts";
import { changesSection, coverageSection, hygieneSection, problemsSection } from "./sections.ts";

/** GitHub's comments have at most 65,536 characters. Reports stay below 60,000, to leave room for text around them. */
export const commentLimit = 59_500;

/** How many characters of each text are shown in a report that has to be cut. */
const longestText = 200;

/** The report as Markdown, whole. Its first line is the summary. */
export function wholeReport(report: Report): string {
  const shown = sections(report, Infinity).map((part) => sectionText(part, Infinity));
  return joined([...opening(report, Infinity), ...shown, ...closing(report)]);
}

/** The same, cut if it is too long for a comment. Every count is kept, and the report says what it leaves out. */
export function commentReport(report: Report, limit: number = commentLimit): string {
  const whole = wholeReport(report);
  if (whole.length <= limit) return whole;
  const opened = opening(report, longestText);
  const closed = [...closing(report), cutNote(report.reportFile)];
  const shortened = sections(report, longestText);
  const room = limit - joined([...opened, ...closed]).length - shortened.length * 2;
  const shown = fitRows(shortened, room);
  return joined([...opened, ...shortened.map((part, index) => sectionText(part, shown[index] ?? 0)), ...closed]);
}

function closing({ outcome }: Report): readonly string[] {
  const mark = planMark(findingsOf(outcome).changes);
  return mark === null ? [] : [`Mark of these changes: \`${mark}\` (the same mark means the same changes).`];
}

function cutNote(reportFile: string | null): string {
  if (reportFile !== null)
    return `Cut to fit into a comment: the whole report is ${codeSpan(reportFile, longestText)}.`;
  return "Cut to fit into a comment: `--report-file FILE` writes the whole report.";
}

function joined(parts: readonly string[]): string {
  return `${parts.join("\n\n")}\n`;
}

function opening(report: Report, longest: number): readonly string[] {
  const { outcome, exitCode, command } = report;
  const { problems } = findingsOf(outcome);
  const error = errorOf(report);
  const summary = headline(outcome);
  const text = summary === null ? outcomeText(outcome, plainStyle) : "";
  const first = summary ?? (text === "" || error !== null ? countOf(problems.length, exitCode) : `${command}:`);
  const shown = [
    ...(text === "" ? [] : [fenced(text, "text", longest)]),
    ...(outcome.kind === "accepted" && acceptedDetail(outcome) !== ""
      ? [fenced(acceptedDetail(outcome), "diff", longest)]
      : []),
  ];
  const isBlocked = (outcome.kind === "plan" || outcome.kind === "drift") && outcome.blocked;
  const blocked = isBlocked ? [`Blocked, exit code ${exitCode}: nothing was written.`] : [];
  const counts = summary === null ? null : findingsOf(outcome).summary;
  const next = nextText(counts?.next ?? null);
  const light = lightText(counts?.light);
  const upcoming = next === "" ? [] : [`Next: ${codeSpan(next.replace(/^next: /, ""), longest)}`];
  return [
    `**${first}**`,
    ...upcoming,
    ...(light === "" ? [] : [`Light sweep: ${light.replace(/^light: /, "")}.`]),
    ...blocked,
    ...(error === null ? [] : [stopped(error, exitCode, longest)]),
    ...shown,
  ];
}

function countOf(problems: number, exitCode: number): string {
  return problems === 0 ? `Error, exit code ${exitCode}.` : `${counted(problems, "problem")}, exit code ${exitCode}.`;
}

function stopped({ message, next }: ErrorRecord, exitCode: number, longest: number): string {
  const lines = message.split("\n").flatMap((line) => (line.trim() === "" ? [] : [codeSpan(line.trim(), longest)]));
  const advice = next === "" ? [] : [`Next step: ${codeSpan(next, longest)}`];
  const shown = longest === Infinity ? lines : lines.slice(0, 50);
  const left = lines.length - shown.length;
  return [
    `Exit code ${exitCode}:`,
    ...shown,
    ...(left === 0 ? [] : [`… and ${counted(left, "more line")}.`]),
    ...advice,
  ].join("  \n");
}

/** A text as for a terminal, in a fence that the text cannot close. */
function fenced(text: string, language: string, longest: number): string {
  const shown = visibleLines(text.replace(/\n$/, "")).slice(0, 100 * longest);
  const fence = "`".repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}

function sections({ outcome }: Report, longest: number): readonly Section[] {
  const found = findingsOf(outcome);
  const { changes, histories, problems, coverage } = found;
  const shown = shownChanges(found);
  const isObserved = (change: (typeof shown)[number]): boolean => "cause" in change && change.action === "skip";
  const enforced = shown.filter((change) => !isObserved(change));
  return [
    changesSection(enforced, histories, longest),
    changesSection(shown.filter(isObserved), histories, longest, "Observed, not enforced"),
    problemsSection(problems, changes, longest),
    hygieneSection(outcome.kind === "status" ? (outcome.hygiene?.findings ?? []) : [], longest),
    coverageSection(coverage, longest),
  ].filter(({ rows }) => rows.length > 0);
}
