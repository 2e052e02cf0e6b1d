interface Named {
  readonly id: number;
  readonly name: string | null;
}

const longestSlug = 60;

/** Names that Windows gives to devices, whatever their ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** The part of a file name that is made of a workspace's name: lower case, letters and digits with `-` between them. */
function slugOf({ id, name }: Named): string {
  const words = (name ?? "").toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join("-").slice(0, longestSlug).replace(/-$/, "");
  return slug === "" || deviceName.test(slug) ? `workspace-${id}` : slug;
}

/**
 * The file of each workspace, by workspace id, as a name without a folder. Names are given in order of the ids, so that the same workspaces always get the same
 * names. `isTaken` says which names are used already.
 */
export function fileNames(
  workspaces: readonly Named[],
  isTaken: (file: string) => boolean = () => false,
): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const used = new Set<string>();
  for (const workspace of workspaces.toSorted((a, b) => a.id - b.id)) {
    const slug = slugOf(workspace);
    const candidates = [`${slug}.yaml`, `${slug}-${workspace.id}.yaml`, `workspace-${workspace.id}-${slug}.yaml`];
    const file = candidates.find((name) => !used.has(name) && !isTaken(name)) ?? `${slug}-${workspace.id}.yaml`;
    used.add(file);
    names.set(workspace.id, file);
  }
  return names;
}
