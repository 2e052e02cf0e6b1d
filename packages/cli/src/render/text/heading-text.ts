import type { CoverageCounts } from "@skyvia-schedules/core";
import type { Style } from "../../process/style.ts";
import { coveragePercent } from "../percent.ts";
import { nameText } from "./change-cells.ts";
import { wrap } from "../terminal/wrap.ts";

/** The line above the rows of a workspace, with its counts. */
export function headingText(coverage: CoverageCounts, style: Style): string {
  const { workspaceId, name, planned } = coverage;
  const counts = planned ? style.minor(countsOf(coverage)) : style.attention("not planned");
  return heading(`Workspace ${workspaceId}${name === null ? "" : ` ${nameText(name)}`}`, `  ${counts}`, style);
}

/** The same if nothing was counted. */
export function plainHeading(workspaceId: number, style: Style): string {
  return heading(`Workspace ${workspaceId}`, "", style);
}

function heading(title: string, rest: string, style: Style): string {
  return `${wrap(`${style.heading(title)}${rest}`, style.width, 4).join("\n")}\n`;
}

function countsOf({ managed, observed, selected, unmanaged }: CoverageCounts): string {
  const all = managedText({ managed, observed });
  return [selectedText(selected, all), ...(unmanaged > 0 ? [`${unmanaged} unmanaged`] : [])].join(", ");
}

/** The managed schedules in words, after the number of selected ones. null: all are selected. */
export function selectedText(selected: number | null, all: string): string {
  return selected === null ? all : `${selected} selected of ${all}`;
}

/** How many schedules are managed, observed ones included. */
export function managedText({ managed, observed }: Pick<CoverageCounts, "managed" | "observed">): string {
  return `${managed} managed${observed > 0 ? ` (${observed} observed)` : ""}`;
}

/** The counts of all workspaces. `selected` is null if the run selects nothing. */
export function sumOf(
  coverage: readonly CoverageCounts[],
): Pick<CoverageCounts, "managed" | "observed" | "selected" | "unmanaged"> {
  const sum = (count: (part: CoverageCounts) => number): number => coverage.reduce((all, part) => all + count(part), 0);
  const isNarrowed = coverage.some(({ selected }) => selected !== null);
  return {
    managed: sum(({ managed }) => managed),
    observed: sum(({ observed }) => observed),
    selected: isNarrowed ? sum(({ selected, managed }) => selected ?? managed) : null,
    unmanaged: sum(({ unmanaged }) => unmanaged),
  };
}

/** How much of all workspaces is managed, for the last line of a report. */
export function coverageText(coverage: readonly CoverageCounts[]): string {
  const { managed, observed, selected, unmanaged } = sumOf(coverage);
  const all = managedText({ managed, observed });
  return `${selectedText(selected, all)}, ${unmanaged} unmanaged (coverage ${coveragePercent(coverage)})`;
}
