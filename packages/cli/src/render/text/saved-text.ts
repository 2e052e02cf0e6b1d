import type { SavedPlanOutcome } from "../../verb/outcome.ts";
import { visible } from "../escape.ts";
import { planText } from "./plan-text.ts";
import type { Style } from "../../process/style.ts";

/** A saved plan: what it is for and how long it holds, then the plan. */
export function savedText({ file, saved }: SavedPlanOutcome, style: Style): string {
  const { baseUrl, at, expires, changes, summary } = saved;
  const until = expires === null ? "it does not expire" : `it expires at ${expires}`;
  const head = style.dim(`${visible(file)}: planned at ${at} for ${visible(baseUrl)}, ${until}`);
  return `${head}\n\n${planText({ changes, coverage: summary.workspaces }, summary, false, style)}`;
}
