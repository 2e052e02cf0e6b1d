/**
 * What this process has set in this run. A resource that is renamed, or two that swap their ids, is created anew first and
 * deleted last: the delete must leave alone what the program still wants.
 */
export interface Claims {
  /** The program wants these schedules as it says. Waits for releases of them that are under way. */
  claim(workspaceId: number, integrationIds: Iterable<number>): Promise<void>;
  /** Carries out `work` for those of the schedules that nobody has claimed. */
  release<T>(
    workspaceId: number,
    integrationIds: readonly number[],
    work: (free: readonly number[]) => Promise<T>,
  ): Promise<T>;
  has(workspaceId: number, integrationId: number): boolean;
}

/** A memory that is empty. */
export function createClaims(): Claims {
  const claimed = new Set<string>();
  const releases = new Map<string, Promise<unknown>>();
  const key = (workspaceId: number, integrationId: number): string => `${workspaceId}/${integrationId}`;
  return {
    claim: async (workspaceId, integrationIds) => {
      const under: Promise<unknown>[] = [];
      for (const id of integrationIds) {
        const name = key(workspaceId, id);
        claimed.add(name);
        const release = releases.get(name);
        if (release !== undefined) under.push(release);
      }
      await Promise.allSettled(under);
    },
    release: async (workspaceId, integrationIds, work) => {
      const free = integrationIds.filter((id) => !claimed.has(key(workspaceId, id)));
      const working = work(free);
      for (const id of free) releases.set(key(workspaceId, id), working);
      try {
        return await working;
      } finally {
        for (const id of free) releases.delete(key(workspaceId, id));
      }
    },
    has: (workspaceId, integrationId) => claimed.has(key(workspaceId, integrationId)),
  };
}
