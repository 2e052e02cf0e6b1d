import type { CoverageCounts } from "@skyvia-schedules/core";
import type { Style } from "../../process/style.ts";
import { percent } from "../percent.ts";
import { nameText } from "./change-cells.ts";
import { wrap } from "./wrap.ts";

/** The line above the rows of a workspace, with its counts. */
export function headingText(coverage: CoverageCounts, style: Style): string {
  const { workspaceId, name, planned } = coverage;
  const counts = planned ? style.minor(countsOf(coverage)) : style.attention("not planned");
  return heading(`Workspace ${workspaceId}${name === null ? "" : ` ${nameText(name)}`}`, `  ${counts}`, style);
}

/** The same where nothing was counted. */
export function plainHeading(workspaceId: number, style: Style): string {
  return heading(`Workspace ${workspaceId}`, "", style);
}

function heading(title: string, rest: string, style: Style): string {
  return `${wrap(`${style.heading(title)}${rest}`, style.width, 4).join("\n")}\n`;
}

function countsOf({ managed, observed, selected, unmanaged }: CoverageCounts): string {
  const all = managedText({ managed, observed });
  return [
    selected === null ? all : `${selected} selected of ${all}`,
    ...(unmanaged > 0 ? [`${unmanaged} unmanaged`] : []),
  ].join(", ");
}

/** How many are managed; the observed ones are part of them. */
export function managedText({ managed, observed }: Pick<CoverageCounts, "managed" | "observed">): string {
  return `${managed} managed${observed > 0 ? ` (${observed} observed)` : ""}`;
}

/** How much of all workspaces is managed, for the last line of a report. */
export function coverageText(coverage: readonly CoverageCounts[]): string {
  const sum = (count: (part: CoverageCounts) => number): number => coverage.reduce((all, part) => all + count(part), 0);
  const managed = sum((part) => part.managed);
  const unmanaged = sum((part) => part.unmanaged);
  const all = managedText({ managed, observed: sum((part) => part.observed) });
  return `${all}, ${unmanaged} unmanaged (coverage ${percent(managed, managed + unmanaged)})`;
}
