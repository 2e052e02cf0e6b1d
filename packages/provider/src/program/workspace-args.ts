import {
  noOverlays,
  place,
  withoutNotes,
  type DesiredEntry,
  type DesiredSchedule,
  type DesiredWorkspace,
  type Limits,
  type Overlays,
} from "@skyvia-schedules/core";
import { notesInSelects, overlayArgs, overlaySources, overlaysOver, type NotesInSelects } from "./yaml-overlays.ts";
import type { ScheduleEntry, WorkspaceSchedulesArgs } from "./workspace-schedules.ts";

/**
 * A workspace of the YAML as arguments of the resource. Only this module converts between them. Fields that neither the resource nor its messages need are
 * named and left out, so that a new field of the YAML does not compile until somebody decides about it.
 */
export function workspaceArgs(workspace: DesiredWorkspace, all: Overlays = noOverlays): WorkspaceSchedulesArgs {
  const { id, name, unmanaged, limits, entries, source: _, nameSource: __, tokenFrom: ___, ...undecided } = workspace;
  undecided satisfies Nothing;
  const overlays = overlaysOver(all, id);
  const notes = notesInSelects(overlays);
  const isPlain = (entry: DesiredEntry): entry is PlainEntry => isById(entry) && notesArgs(entry, notes) === null;
  const plain = entries.filter(isPlain);
  const named = plain.filter((entry) => entry.name !== null);
  const others = entries.filter((entry) => !isPlain(entry));
  return {
    workspaceId: id,
    ...(name === null ? {} : { name }),
    schedules: Object.fromEntries(
      plain.map(({ selector, schedule }): [string, DesiredSchedule] => [String(selector.id), schedule]),
    ),
    ...(named.length === 0
      ? {}
      : { names: Object.fromEntries(named.map((entry) => [String(entry.selector.id), entry.name ?? ""])) }),
    ...(others.length === 0
      ? {}
      : { entries: others.map((entry) => ({ ...entryArgs(entry), ...notesArgs(entry, notes) })) }),
    unmanaged,
    ...limitArgs(limits),
    ...overlayArgs(overlays),
    __sources: Object.fromEntries([
      ...limitSources(limits),
      ...plain.map(({ selector, selectorSource }) => [String(selector.id), place(selectorSource)] as const),
      ...overlaySources(overlays),
      ...others.map(({ selectorSource }, index) => [`entries[${index}]`, place(selectorSource)] as const),
    ]),
  };
}

/** The notes of an entry that holds or freezes look at, because `schedules` cannot contain them. null: it has none of these. */
function notesArgs({ tags, owner }: DesiredEntry, notes: NotesInSelects): Pick<ScheduleEntry, "tags" | "owner"> | null {
  const given = {
    ...(notes.tag && tags.length > 0 ? { tags } : {}),
    ...(notes.owner && owner !== null ? { owner } : {}),
  };
  return Object.keys(given).length === 0 ? null : given;
}

function limitArgs({ disable, enable }: Limits): Pick<WorkspaceSchedulesArgs, "limits"> {
  if (disable === null && enable === null) return {};
  return {
    limits: {
      ...(disable === null ? {} : { disable: disable.limit }),
      ...(enable === null ? {} : { enable: enable.limit }),
    },
  };
}

function limitSources({ disable, enable }: Limits): [string, string][] {
  return Object.entries({ "limits.disable": disable, "limits.enable": enable }).flatMap(([path, limit]) =>
    limit === null || limit.source === null ? [] : [[path, place(limit.source)]],
  );
}

/** No field at all. */
type Nothing = { readonly [key: string]: never };

type PlainEntry = DesiredEntry & { readonly selector: { readonly kind: "id"; readonly id: number } };

/** Whether an entry is by id, enforced and not protected: `schedules` can say only that. */
function isById(entry: DesiredEntry): entry is PlainEntry {
  return entry.selector.kind === "id" && entry.mode === "enforce" && entry.protectedSource === null;
}

function entryArgs(entry: DesiredEntry): ScheduleEntry {
  const { selector, name, schedule, mode, protectedSource, ...rest } = withoutNotes(entry); // notes are for people, except those that holds and freezes look at
  // Places are under `__sources`.
  // `drain` is for verbs that wait: a resource does not (docs/decisions/no-drain-in-pulumi.md).
  const { source: _, selectorSource: __, nameSource: ___, defaults: ____, drain: _____, ...undecided } = rest;
  undecided satisfies Nothing;
  const about = {
    schedule,
    ...(mode === "enforce" ? {} : { mode }),
    ...(protectedSource === null ? {} : { protected: true }),
  };
  switch (selector.kind) {
    case "id":
      return { id: selector.id, ...(name === null ? {} : { name }), ...about };
    case "name":
      return { name: selector.name, ...about };
    case "match":
      return { match: selector.glob, ...about };
  }
}
