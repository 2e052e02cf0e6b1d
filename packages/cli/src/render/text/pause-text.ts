import { holdLines, type WrittenHold } from "@skyvia-schedules/core/yaml";
import { instantText } from "@skyvia-schedules/core/instant";
import { place } from "@skyvia-schedules/core/place";
import type { Style } from "../../process/style.ts";
import type { AppliedOutcome, HoldInFiles } from "../../verb/outcome.ts";
import { visible } from "../escape.ts";
import { freezeNotes } from "./freeze-notes.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** What a run did with a hold, a freeze or a thaw, and what to do next. */
export function pauseText({ pause, changes }: AppliedOutcome, style: Style): string {
  switch (pause?.kind) {
    case undefined:
      return "";
    case "hold": {
      const { hold, written } = pause;
      return written === null ? shownHold(hold, style) : notesText(holdNotes(changes, hold, written), style);
    }
    case "freeze":
      return notesText(freezeNotes(pause.snapshot, pause.entry), style);
    case "thawed-before":
      return notesText([`${pause.snapshot} was thawed at ${pause.thawedAt}.`], style);
  }
}

function notesText(notes: readonly string[], style: Style): string {
  return notes.map((note) => wrapLines(`${visible(note)}\n`, style.width, 2)).join("");
}

/** A hold that no file has, to be copied into one. */
function shownHold(hold: WrittenHold, style: Style): string {
  const lines = ["holds:", ...holdLines(hold).map((line) => `  ${line}`)].map((line) => `${visible(line)}\n`).join("");
  const head = "Without -f no file has the hold, and the next `apply` ignores it. Add it to a file:\n\n";
  return `${wrapLines(head, style.width, 2)}${lines}`;
}

function holdNotes(
  changes: AppliedOutcome["changes"],
  { schedule, until }: WrittenHold,
  { file, replaced, freeze }: HoldInFiles,
): readonly string[] {
  const [change] = changes;
  const isSwitched = change !== undefined && "result" in change && ["done", "unchanged"].includes(change.result);
  const end = instantText(until).replace(".000Z", "Z");
  const instead = replaced.length === 0 ? "" : `, in place of the one at ${replaced.map(place).join(", ")}`;
  const effect = isSwitched
    ? `Commit the file, so that \`apply\` leaves the schedule ${schedule} until then.`
    : `The file keeps it although the schedule is not ${schedule}: the next \`apply\` tries again. Delete the hold if you do not want that.`;
  const over =
    freeze === null
      ? []
      : [
          `The freeze ${JSON.stringify(freeze.name)} is above this hold until ${instantText(freeze.until)}, so \`apply\` disables the schedule again. \`overrides: freeze\` in the hold puts it above freezes.`,
        ];
  return [`The hold is in ${file}${instead}, until ${end}. ${effect}`, ...over];
}
