import {
  changeKey,
  createEntryLookup,
  decidingEntry,
  type DesiredWorkspace,
  type EntryLookup,
} from "@skyvia-schedules/core";

/**
 * The memory of one run: the schedules that the program manages, and those that were released. The engine deletes a resource after it has created or compared
 * all others, so a delete must not touch a schedule that another resource of the program keeps.
 */
export interface Claims {
  /** Records that the program manages the schedules of these entries. The engine checks every resource that stays before it deletes any. */
  want(workspace: DesiredWorkspace): void;
  /** Records that this run sets these schedules. Waits until releases of them have ended. */
  claim(workspaceId: number, integrationIds: Iterable<number>): Promise<void>;
  /**
   * Calls `work` with the schedules that the program does not manage. `namesOf` is called when globs or names of the program must be compared with the names of
   * integrations.
   */
  release<T>(workspaceId: number, integrationIds: readonly number[], release: Release<T>): Promise<T>;
  /** Whether this run has set the schedule. */
  isClaimed(workspaceId: number, integrationId: number): boolean;
  /** Whether this run has released the schedule or is about to release it. The state of its resource is then out of date. */
  isReleased(workspaceId: number, integrationId: number): boolean;
}

/** How schedules are released. */
export interface Release<T> {
  /** The other schedules that the program manages, by the notes of its run. */
  readonly noted: readonly DesiredWorkspace[];
  readonly namesOf: (integrationIds: readonly number[]) => Promise<ReadonlyMap<number, string | null>>;
  readonly work: (free: readonly number[]) => Promise<T>;
}

/** An empty memory. */
export function createClaims(): Claims {
  const claimed = new Set<string>();
  const wanted = createWants();
  const releases = new Map<string, Promise<unknown>>();
  const key = (workspaceId: number, integrationId: number): string => changeKey({ workspaceId, integrationId });
  return {
    want: (workspace) => wanted.add(workspace),
    claim: async (workspaceId, integrationIds) => {
      const pending: Promise<unknown>[] = [];
      for (const id of integrationIds) {
        claimed.add(key(workspaceId, id));
        const release = releases.get(key(workspaceId, id));
        if (release !== undefined) pending.push(release);
      }
      await Promise.allSettled(pending);
    },
    release: async (workspaceId, integrationIds, { noted, namesOf, work }) => {
      const others = createWants();
      for (const workspace of noted) others.add(workspace);
      const wants = [wanted, others];
      const needsNames = wants.some((want) => want.needsNames(workspaceId));
      const names = needsNames ? await namesOf(integrationIds) : new Map<number, null>();
      const isWanted = (id: number): boolean => wants.some((want) => want.has(workspaceId, id, names.get(id) ?? null));
      const free = integrationIds.filter((id) => !claimed.has(key(workspaceId, id)) && !isWanted(id));
      const working = work(free);
      for (const id of free) releases.set(key(workspaceId, id), working);
      return working;
    },
    isClaimed: (workspaceId, integrationId) => claimed.has(key(workspaceId, integrationId)),
    isReleased: (workspaceId, integrationId) => {
      const name = key(workspaceId, integrationId);
      return releases.has(name) && !claimed.has(name);
    },
  };
}

interface Wants {
  add(workspace: DesiredWorkspace): void;
  needsNames(workspaceId: number): boolean;
  has(workspaceId: number, integrationId: number, name: string | null): boolean;
}

/** Keeps entries by id as ids, so that hundreds of resources need one lookup, and the others unchanged. */
function createWants(): Wants {
  const ids = new Set<string>();
  const lookups = new Map<number, EntryLookup[]>();
  return {
    add: (workspace) => {
      let byName = false;
      for (const { selector, mode } of workspace.entries) {
        if (selector.kind !== "id") byName = true;
        else if (mode === "enforce") ids.add(changeKey({ workspaceId: workspace.id, integrationId: selector.id }));
      }
      if (byName) lookups.set(workspace.id, [...(lookups.get(workspace.id) ?? []), createEntryLookup(workspace)]);
    },
    needsNames: (workspaceId) => lookups.has(workspaceId),
    has: (workspaceId, integrationId, name) =>
      ids.has(changeKey({ workspaceId, integrationId })) ||
      (lookups.get(workspaceId) ?? []).some(
        (lookup) => decidingEntry(lookup, { id: integrationId, name })?.mode === "enforce",
      ),
  };
}
