import type { AskedOn } from "@skyvia-schedules/core";
import type { FileFreeze } from "../../verb/outcome.ts";

/** The notes after a freeze, one or two sentences each. */
export function freezeNotes(snapshot: string, freeze: FileFreeze | null): readonly string[] {
  const restore = `The earlier states are in ${snapshot}. Restore them with \`skyvia-schedules thaw --snapshot ${snapshot}\`.`;
  if (freeze === null) {
    return [
      restore,
      "The next `apply` enables the schedules that its files ask for. Name the files with -f to write the freeze into them.",
    ];
  }
  const { file, wouldEnable, stillEnables } = freeze;
  const { name, until } = freeze.record as { readonly name: string; readonly until: string };
  return [
    restore,
    `The freeze ${JSON.stringify(name)} is in ${file}, until ${until}. Commit the file. If you thaw before then, delete the freeze from it first.`,
    wouldEnable.length === 0
      ? "Without it `apply` would enable none of these schedules."
      : `Without it \`apply\` would enable: ${listed(wouldEnable)}.`,
    ...(stillEnables.length === 0
      ? []
      : [`A hold with \`overrides: freeze\` is above it, so \`apply\` enables: ${listed(stillEnables)}.`]),
  ];
}

const most = 20;

function listed(some: readonly AskedOn[]): string {
  const shown = some
    .slice(0, most)
    .map(({ integrationId, name }) => `${integrationId}${name === null ? "" : ` ${name}`}`);
  const rest = some.length - shown.length;
  return rest === 0 ? shown.join(", ") : `${shown.join(", ")} and ${rest} more`;
}
