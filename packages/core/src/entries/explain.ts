import { createEntryLookup, decidingEntry } from "./entry-lookup.ts";
import { compileGlob } from "./glob.ts";
import type { DesiredEntry, DesiredWorkspace } from "../model/model.ts";

/** An entry that matches an integration, and whether it is the one that decides. */
export interface MatchingEntry {
  readonly entry: DesiredEntry;
  readonly decides: boolean;
  /** One sentence. */
  readonly why: string;
}

/** Every entry that selects an integration: the one that decides first, then those that it wins over, in order. */
export function matchingEntries(
  workspace: DesiredWorkspace,
  subject: { readonly id: number; readonly name: string | null },
): MatchingEntry[] {
  const winner = decidingEntry(createEntryLookup(workspace), subject);
  if (winner === undefined) return [];
  const others = workspace.entries.filter((entry) => entry !== winner && selects(entry, subject));
  return [
    { entry: winner, decides: true, why: whyItWins[winner.selector.kind] },
    ...others.map((entry) => ({ entry, decides: false, why: whyOver(winner, entry) })),
  ];
}

function selects(
  { selector }: DesiredEntry,
  { id, name }: { readonly id: number; readonly name: string | null },
): boolean {
  switch (selector.kind) {
    case "id":
      return selector.id === id;
    case "name":
      return selector.name === name;
    case "match":
      return name !== null && compileGlob(selector.glob)(name);
  }
}

const whyItWins: Readonly<Record<DesiredEntry["selector"]["kind"], string>> = {
  id: "decides: an entry by id takes precedence over names and globs",
  name: "decides: an entry by name takes precedence over globs",
  match: "decides: it is the first glob that matches",
};

function whyOver(winner: DesiredEntry, entry: DesiredEntry): string {
  if (winner.selector.kind === "match") return "not used: an earlier glob matches";
  if (entry.selector.kind === "match")
    return `not used: an entry by ${winner.selector.kind} takes precedence over globs`;
  return `not used: an entry by ${winner.selector.kind} takes precedence`;
}
