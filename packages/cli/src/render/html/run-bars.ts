import { runStart, type PastRun } from "@skyvia-schedules/core";
import { instantText } from "@skyvia-schedules/core/instant";
import { dayLabel } from "../calendar/calendar-text.ts";
import type { RunsRead } from "../../executions/read-runs.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { markupOf, minuteText } from "./markup.ts";

/** How a run is drawn, by its state: the class of its bar, and its height. Failures are higher, so that colour is not the only sign. */
const looks: Readonly<Record<string, readonly [className: string, top: number]>> = {
  Succeeded: ["ok", 5],
  Failed: ["bad", 0],
};
const other = ["other", 11] as const;
const step = 6;
const width = 60;

/** The last runs as small bars, the newest one on the right, with the end of the last one in words. */
export function runCell(read: RunsRead | undefined, at: number): string {
  if (read === undefined) return "";
  if ("error" in read) return '<span class="minor">not readable</span>';
  const [last] = read.runs;
  if (last === undefined) return '<span class="minor">no run</span>';
  return `${bars(read.runs)}<span>${lastText(last, at)}</span>`;
}

/** The key that the column is sorted by: when the last run began. */
export function runOrder(read: RunsRead | undefined): string {
  return read === undefined || "error" in read ? "" : (read.runs[0]?.date ?? "");
}

/** How the last run ended, and when: the time on the day of the report, else the day. */
function lastText(run: PastRun, at: number): string {
  const word = run.state === "Succeeded" ? "ok" : run.state.toLowerCase();
  const start = runStart(run);
  const date =
    start === null ? "" : ` <time title="${minuteText(instantText(start))} UTC">${whenText(start, at)}</time>`;
  return `<b class="${classOf(run.state)}">${markupOf(word)}</b>${date}`;
}

function whenText(start: number, at: number): string {
  const [then, now] = [instantText(start), instantText(at)];
  if (then.slice(0, 10) === now.slice(0, 10)) return then.slice(11, 16);
  return then.slice(0, 4) === now.slice(0, 4) ? dayLabel(start) : then.slice(0, 10);
}

function bars(runs: readonly PastRun[]): string {
  const drawn = Map.groupBy(
    runs.map(({ state }, age) => ({ state, x: width - age * step - step / 2 })),
    ({ state }) => classOf(state),
  );
  const paths = [...drawn].map(([className, group]) => {
    const lines = group.map(({ state, x }) => `M${x} 16V${(looks[state] ?? other)[1]}`).join("");
    return `<path class="${className}" d="${lines}"/>`;
  });
  return `<svg class="runs" viewBox="0 0 ${width} 16" role="img" aria-label="${markupOf(barsText(runs))}">${paths.join("")}</svg>`;
}

function classOf(state: string): string {
  return (looks[state] ?? other)[0];
}

function barsText(runs: readonly PastRun[]): string {
  const failed = runs.filter(({ state }) => state === "Failed").length;
  return `${counted(runs.length, "run")}, ${failed} failed`;
}
