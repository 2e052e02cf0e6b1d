import type { SavedPlanOutcome } from "../../verb/outcome.ts";
import { visible } from "../escape.ts";
import type { ShownPlan } from "../summary-line.ts";
import { planText } from "./plan-text.ts";
import type { Style } from "../../process/style.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** A saved plan: what it is for and until when it can be applied, then the plan. */
export function savedText(outcome: SavedPlanOutcome, style: Style): string {
  const { baseUrl, at, expires } = outcome.saved;
  const until = expires === null ? "it does not expire" : `it expires at ${expires}`;
  const head = `${visible(outcome.file)}: planned at ${at} for ${visible(baseUrl)}, ${until}`;
  return `${wrapLines(style.minor(head), style.width, 2)}\n\n${planText({ ...savedPlan(outcome), all: false }, style)}`;
}

/** A saved plan as any other plan. Its problems are those that were found when it was made. */
export function savedPlan({ saved }: SavedPlanOutcome): ShownPlan {
  const { changes, problems, summary } = saved;
  return { changes, problems, summary, coverage: summary.workspaces, blocked: false };
}
