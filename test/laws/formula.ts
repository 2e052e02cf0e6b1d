import type { EntryText, WorkspaceText } from "./config.ts";

/** One integration as far as a count of calls depends on it. */
export interface Listed {
  readonly id: number;
  readonly name: string | null;
  /** What the listing says. */
  readonly scheduled: boolean;
}

/** Pages asked for: P = max(1, ceil((N-1)/199)), or the least sum of waves 1, 2, 4, 8, 8, ... that is P or more. */
export function pageCalls(listed: number): number {
  const pages = Math.max(1, Math.ceil((listed - 1) / 199));
  let sum = 0;
  for (let wave = 1; sum < pages; wave = Math.min(8, wave * 2)) sum += wave;
  return sum;
}

/** Calls of a plan: one for an asserted workspace name, the pages where anything needs the listing, the schedules left open. */
export function planCalls(workspace: WorkspaceText, listed: readonly Listed[]): number {
  const { name, integrations } = workspace;
  const assertion = name === undefined ? 0 : 1;
  if (isByIdAlone(workspace)) return assertion + integrations.length;
  return assertion + pageCalls(listed.length) + readsOf(integrations, listed);
}

/** Whether nothing asked for needs the listing. */
export function isByIdAlone({ unmanaged = "report", integrations }: WorkspaceText): boolean {
  return unmanaged === "ignore" && integrations.every(({ id, name }) => id !== undefined && name === undefined);
}

/** Schedules that the listing leaves open. Of several integrations that an entry by name finds, only the first is read. */
function readsOf(entries: readonly EntryText[], listed: readonly Listed[]): number {
  const found = new Set<EntryText>();
  return listed.filter((item) => {
    const entry = decidedBy(entries, item);
    if (entry === undefined || found.has(entry)) return false;
    if (entry.id === undefined && entry.name !== undefined) found.add(entry);
    return isRead(entry, item);
  }).length;
}

/** Calls of a fresh apply whose answers carry `active`: the plan, and for each change a re-read and the write. */
export function applyCalls(plan: number, changes: number): number {
  return plan + 2 * changes;
}

function isRead({ id, name, schedule }: EntryText, item: Listed): boolean {
  if (id !== undefined && name !== undefined && name !== item.name) return false;
  return schedule === "enabled" || item.scheduled;
}

/** The entry that decides: by id, else by name, else the first glob. Globs know `*` alone here. */
export function decidedBy(
  entries: readonly EntryText[],
  { id, name }: { readonly id: number; readonly name: string | null },
): EntryText | undefined {
  const byGlob = ({ match }: EntryText): boolean => match !== undefined && name !== null && fits(match, name);
  return (
    entries.find((entry) => entry.id === id) ??
    entries.find((entry) => entry.id === undefined && entry.name !== undefined && entry.name === name) ??
    entries.find(byGlob)
  );
}

function fits(glob: string, name: string): boolean {
  const [head = "", tail] = glob.split("*");
  return tail === undefined
    ? glob === name
    : name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
}
