import type { DesiredSchedule, ScheduleState } from "@skyvia-schedules/core";

/** An integration of the histories, with the entry that decides it. */
export interface Member {
  readonly workspace: number;
  readonly id: number;
  readonly name: string;
  /** How its entry selects it. null: no entry covers it. */
  readonly by: "id" | "name" | "match" | null;
  readonly tags: readonly string[];
  readonly owner: string | null;
  readonly mode: "enforce" | "observe";
}

const plain = { tags: [], owner: null, mode: "enforce" } as const;

/** Two workspaces share an id. Those whose names begin with `stg-` are decided by one glob. */
export const cast: readonly Member[] = [
  { workspace: 7, id: 1, name: "Nightly orders", by: "id", tags: ["finance"], owner: "ana", mode: "enforce" },
  { workspace: 7, id: 2, name: "Invoices", by: "id", tags: ["finance", "eu"], owner: "bob", mode: "enforce" },
  { workspace: 7, id: 3, name: "Hourly leads", by: "name", ...plain, owner: "bob" },
  { workspace: 7, id: 4, name: "stg-orders", by: "match", ...plain },
  { workspace: 7, id: 5, name: "stg-leads", by: "match", ...plain },
  { workspace: 7, id: 6, name: "Partner feed", by: "id", tags: ["finance"], owner: null, mode: "observe" },
  { workspace: 7, id: 9, name: "Loose end", by: null, ...plain },
  { workspace: 8, id: 1, name: "Nightly orders", by: "id", tags: ["finance"], owner: "ana", mode: "enforce" },
];

/** `7/1`: what distinguishes integrations. */
export function keyOf({ workspace, id }: Pick<Member, "workspace" | "id">): string {
  return `${workspace}/${id}`;
}

/** A state for each member of the cast, by key. */
export type States<State = ScheduleState> = ReadonlyMap<string, State>;

/** The file with the entries. `bases`: what each entry asks for, in the order of the cast. */
export function entriesText(bases: readonly DesiredSchedule[]): string {
  const entries = (workspace: number): unknown[] =>
    cast.flatMap((member, index) => {
      const { id, name, by, tags, owner, mode } = member;
      if (member.workspace !== workspace || by === null || name === "stg-leads") return [];
      const selector = by === "id" ? { id } : by === "name" ? { name } : { match: "stg-*" };
      const notes = { ...(tags.length === 0 ? {} : { tags }), ...(owner === null ? {} : { owner }) };
      return [{ ...selector, schedule: bases[index], ...notes, ...(mode === "observe" ? { mode } : {}) }];
    });
  const workspaces = [7, 8].map((id) => ({ id, integrations: entries(id) }));
  return JSON.stringify({ version: 1, workspaces });
}

/** The desired states of the entries, without any hold or freeze. */
export function basesOf(bases: readonly DesiredSchedule[]): States<DesiredSchedule> {
  const indexOf = ({ name }: Member, index: number): number => (name === "stg-leads" ? index - 1 : index);
  return new Map(
    cast.flatMap((member, index) =>
      member.by === null ? [] : [[keyOf(member), bases[indexOf(member, index)] ?? "enabled"]],
    ),
  );
}
