import type { AcceptedOutcome } from "../verb/outcome.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { unifiedDiff } from "./unified-diff.ts";

/** The differences that `--accept all` left out, and how to accept them anyway. Empty: it left out nothing. */
export function leftOutText({ leftOut }: Pick<AcceptedOutcome, "leftOut">): string {
  if (leftOut.length === 0) return "";
  const ids = new Set(leftOut.map(({ integrationId }) => integrationId));
  return `--accept all leaves out ${counted(leftOut.length, "difference")} that may be an edit of the files which is not applied yet: pass --accept ${[...ids].join(",")} to accept them anyway.\n`;
}

/** The diffs of an acceptance and what it left out, without colour. */
export function acceptedDetail(outcome: AcceptedOutcome): string {
  const leftOut = leftOutText(outcome);
  return [...outcome.files.map(unifiedDiff), ...(leftOut === "" ? [] : [leftOut])].join("\n");
}
