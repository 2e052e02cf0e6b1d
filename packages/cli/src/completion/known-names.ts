import type { DesiredWorkspace } from "@skyvia-schedules/core";
import { loadConfig } from "../files/config-files.ts";
import { descriptorOf } from "../files/read-bytes.ts";
import type { Context } from "../verb/context.ts";
import type { Candidate } from "./candidate.ts";

/** The names in the files that were typed, for completions. */
export interface KnownNames {
  workspaces(): readonly Candidate[];
  /** Ids of integrations, with their names as descriptions; of the workspaces of `-w`, or of all. */
  ids(workspaces: readonly string[]): readonly Candidate[];
  names(workspaces: readonly string[]): readonly Candidate[];
  tags(workspaces: readonly string[]): readonly Candidate[];
  owners(workspaces: readonly string[]): readonly Candidate[];
}

/** Reads files alone: no call, no token. Files that are broken, missing or a stream give nothing. */
export async function readKnownNames(
  reader: Pick<Context, "io" | "interruption">,
  typed: readonly string[],
): Promise<KnownNames> {
  const files = typed.filter((file) => file !== "-" && descriptorOf(file) === null);
  if (typed.length > 0 && files.length === 0) return knownNames([]);
  try {
    const { desired, problems } = await loadConfig(reader, files.length === 0 ? undefined : files);
    return knownNames(problems.length === 0 ? desired.workspaces : []);
  } catch {
    return knownNames([]); // completion stays silent
  }
}

/** The names in these workspaces. */
export function knownNames(workspaces: readonly DesiredWorkspace[]): KnownNames {
  const entriesOf = (wanted: readonly string[]): DesiredWorkspace["entries"] =>
    workspaces
      .filter(({ id, name }) => wanted.length === 0 || wanted.includes(String(id)) || wanted.includes(name ?? ""))
      .flatMap(({ entries }) => entries);
  return {
    workspaces: () => [
      ...workspaces.map(({ id, name }) => ({ value: String(id), description: name ?? "" })),
      ...workspaces.flatMap(({ id, name }) => (name === null ? [] : [{ value: name, description: String(id) }])),
    ],
    ids: (wanted) =>
      entriesOf(wanted).flatMap(({ selector, name }) =>
        selector.kind === "id" ? [{ value: String(selector.id), description: name ?? "" }] : [],
      ),
    names: (wanted) =>
      entriesOf(wanted).flatMap(({ selector, name }) => {
        const known = selector.kind === "name" ? selector.name : name;
        return known === null ? [] : [{ value: known, description: selector.kind === "id" ? String(selector.id) : "" }];
      }),
    tags: (wanted) => words(entriesOf(wanted).flatMap(({ tags }) => tags)),
    owners: (wanted) => words(entriesOf(wanted).flatMap(({ owner }) => owner ?? [])),
  };
}

function words(found: readonly string[]): readonly Candidate[] {
  return [...new Set(found)].toSorted().map((value) => ({ value, description: "" }));
}
