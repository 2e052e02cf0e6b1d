import type { DesiredEntry, DesiredState, DesiredWorkspace } from "../../model/model.ts";
import type { Hold, Overlays } from "../../model/overlay.ts";
import { createEntryLookup } from "../../entries/entry-lookup.ts";
import { durationText, spanText } from "../../overlays/duration.ts";
import { holdTest, overlap } from "../../overlays/disagreement.ts";
import { subjectOfEntry } from "../../overlays/select.ts";
import { place } from "../../model/place.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import type { FrontEnd } from "../../problems/problem-texts.ts";
import type { FreezePart, HoldPart, OverlayParts } from "./read-overlays.ts";

/** The settings that the checks of holds need in addition to the files. */
export interface OverlayRules {
  /** Milliseconds since the epoch. null: what depends on the clock is not checked. */
  readonly now: number | null;
  /** The longest time that a hold may last, in milliseconds. Infinity: no limit. */
  readonly maxHold: number;
  /** Where the longest duration is set. Default: the command line. */
  readonly by?: FrontEnd;
}

/** Only the files are checked, without a clock. */
export const anyTime: OverlayRules = { now: null, maxHold: Infinity };

/** Joins the holds and freezes of all files, and makes the checks that need all files or the clock. */
export function mergeOverlays(
  parts: readonly OverlayParts[],
  workspaces: DesiredState["workspaces"],
  rules: OverlayRules,
): { readonly overlays: Overlays; readonly problems: readonly Problem[] } {
  const holds = parts.flatMap((part) => part.holds);
  const freezes = parts.flatMap((part) => part.freezes);
  return {
    overlays: { holds: holds.map(({ hold }) => hold), freezes: freezes.map(({ freeze }) => freeze) },
    problems: [
      ...unknownWorkspaces(holds, freezes, workspaces),
      ...sameNames(freezes),
      ...holds.flatMap((part) => tooLong(part, rules)),
      ...disagreements(holds, workspaces, rules),
    ],
  };
}

function unknownWorkspaces(
  holds: readonly HoldPart[],
  freezes: readonly FreezePart[],
  workspaces: DesiredState["workspaces"],
): Problem[] {
  if (workspaces.length === 0) return []; // reported once, for all of them
  const known = new Set(workspaces.map(({ id }) => id));
  const about = [
    ...holds.map(({ hold, workspaceSource }) => ({ what: "hold", id: hold.workspaceId, source: workspaceSource })),
    ...freezes.map(({ freeze, workspaceSource }) => ({
      what: "freeze",
      id: freeze.workspaceId,
      source: workspaceSource,
    })),
  ];
  return about.flatMap(({ what, id: workspaceId, source }) => {
    if (workspaceId === null || known.has(workspaceId)) return [];
    return [problem("overlay-workspace-unknown", source, { workspaceId, what }, { workspaceId })];
  });
}

function sameNames(freezes: readonly FreezePart[]): Problem[] {
  const firsts = new Map<string, FreezePart>();
  return freezes.flatMap((part) => {
    const { name } = part.freeze;
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, part);
    if (first === undefined) return [];
    const facts = { what: `the freeze ${JSON.stringify(name)}`, first: place(first.nameSource) };
    return [problem("duplicate-entry", part.nameSource, facts)];
  });
}

function tooLong({ hold, untilSource }: HoldPart, { now, maxHold, by = "command-line" }: OverlayRules): Problem[] {
  const from = hold.from ?? now;
  if (from === null || hold.until - from <= maxHold) return [];
  const facts = { length: spanText(hold.until - from), most: durationText(maxHold), hasFrom: hold.from !== null, by };
  return [problem("hold-too-long", untilSource, facts, { workspaceId: hold.workspaceId })];
}

/** Problems for holds that overlap and disagree about an integration that the files identify. */
function disagreements(
  holds: readonly HoldPart[],
  workspaces: DesiredState["workspaces"],
  { now }: OverlayRules,
): Problem[] {
  if (now === null) return [];
  return workspaces.flatMap((workspace) => {
    const own = holds.map(({ hold }) => hold).filter((hold) => hold.workspaceId === workspace.id && hold.until > now);
    const pairs = own.flatMap((later, index) => own.slice(0, index).map((first) => [first, later] as const));
    return pairs
      .filter(([first, later]) => overlap(first, later))
      .flatMap(([first, later]) => {
        const what = sharedSubject(first, later, workspace);
        if (what === null) return [];
        const facts = {
          what,
          other: `the hold at ${place(first.source)}`,
          here: later.schedule,
          there: first.schedule,
        };
        return [problem("holds-overlap", later.source, facts, { workspaceId: workspace.id })];
      });
  });
}

/** An integration that both holds cover for certain, in words. null: the files show none. */
function sharedSubject(one: Hold, other: Hold, workspace: DesiredWorkspace): string | null {
  const [first, second] = [holdTest(one), holdTest(other)];
  for (const entry of workspace.entries) {
    const subject = subjectOfEntry(entry);
    if (subject !== null && first(subject) === true && second(subject) === true) return labelOf(entry);
  }
  const lookup = createEntryLookup(workspace);
  const onlyIds = [one, other].every(({ select }) => Object.keys(select).join() === "id");
  const id = onlyIds ? one.select.id?.find((wanted) => other.select.id?.includes(wanted)) : undefined;
  return id === undefined || lookup.byId(id) !== undefined ? null : `integration ${id}`;
}

function labelOf({ selector }: DesiredEntry): string {
  return selector.kind === "id"
    ? `integration ${selector.id}`
    : `the integration named ${JSON.stringify(selector.kind === "name" ? selector.name : "")}`;
}
