import { alikeSelector, type Known, type Sought } from "../entries/alike-selector.ts";
import type { DesiredWorkspace } from "../model/model.ts";
import type { Freeze, Hold, Overlays } from "../model/overlay.ts";
import { holdTest } from "../overlays/disagreement.ts";
import { compileSelect, soughtBy, subjectOfEntry, type Subject } from "../overlays/select.ts";
import { problem, type Problem } from "../problems/problem.ts";

/**
 * Problems for overlays of a workspace that are not over and do not have the effect that somebody meant. `held`: the holds that cover something; `names`: the
 * names of all live integrations, as far as they were read; `at`: milliseconds since the epoch.
 */
export function idleOverlays(
  workspace: DesiredWorkspace,
  overlays: Overlays,
  held: ReadonlySet<Hold>,
  at: number,
  names: readonly (string | null)[],
): Problem[] {
  const known = { names, entries: workspace.entries };
  return [...idleHolds(workspace, overlays, held, at, known), ...alikeFreezes(workspace, overlays, at, known)];
}

/** Holds that select no integration. If the integration of an entry is missing, its hold is not reported again. */
function idleHolds(
  { id: workspaceId, entries }: DesiredWorkspace,
  { holds }: Overlays,
  held: ReadonlySet<Hold>,
  at: number,
  known: Known,
): Problem[] {
  const idle = holds.filter((hold) => hold.workspaceId === workspaceId && hold.until > at && !held.has(hold));
  return idle.flatMap((hold) => {
    const selects = holdTest(hold);
    const isMissing = entries.some((entry) => {
      const subject = subjectOfEntry(entry);
      return subject !== null && selects(subject) === true;
    });
    if (isMissing) return [];
    const alike = alikeSelector(soughtBy(hold.select, "`select`"), known);
    return [problem("hold-selects-nothing", hold.source, { workspaceId, id: null, alike }, { workspaceId })];
  });
}

/** Freezes with a text that matches nothing but looks like a known text. A text that simply matches nothing yet may be intended. */
function alikeFreezes(
  { id: workspaceId }: DesiredWorkspace,
  { freezes }: Overlays,
  at: number,
  known: Known,
): Problem[] {
  const own = freezes.filter((freeze) => [null, workspaceId].includes(freeze.workspaceId) && !isOver(freeze, at));
  return own.flatMap(({ name, select, except, source }) => {
    const sought = [...soughtBy(select ?? {}, "`select`"), ...soughtBy(except ?? {}, "`except`")];
    const alike = alikeSelector(
      sought.filter((text) => !fits(text, known)),
      known,
    );
    if (alike === "") return [];
    return [problem("freeze-looks-alike", source, { workspaceId, name, alike }, { workspaceId })];
  });
}

function isOver({ time }: Freeze, at: number): boolean {
  return time.kind === "once" && time.until <= at;
}

/** Whether a text of a `select` matches anything that is known. */
function fits({ by, text }: Sought, { names, entries }: Known): boolean {
  const test = compileSelect({ [by]: [text] });
  const live = Array.from(names, (name) => ({ id: null, name, notes: { tags: [], owner: null } }));
  const subjects: Subject[] = [...entries.map((notes) => ({ id: null, name: null, notes })), ...live];
  return subjects.some((subject) => test(subject) === true);
}
