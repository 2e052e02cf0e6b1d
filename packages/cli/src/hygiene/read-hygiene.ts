import {
  changeKey,
  hygieneOf,
  lastSwitches,
  managedOf,
  type Change,
  type HygieneSubject,
  type LastSwitch,
} from "@skyvia-schedules/core";
import { baseUrlOf } from "../api/session.ts";
import { readRuns, type RunsByKey } from "../executions/read-runs.ts";
import type { ApiFlags } from "../flags/api-flags.ts";
import { readLedgerOf } from "../ledger/ledger-file.ts";
import type { Reconciled } from "../plan/reconcile.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { visible } from "../render/escape.ts";
import type { Context } from "../verb/context.ts";
import type { Hygiene, UnreadRuns } from "../verb/hygiene.ts";

export type LastSwitches = ReadonlyMap<string, LastSwitch>;

/** The last switches of a ledger. Throws a `RunError` for a ledger that cannot be read; without one there are none. */
export async function readLastSwitches(
  context: Context,
  flags: ApiFlags & { readonly ledger?: string },
): Promise<LastSwitches> {
  const { writes } = await readLedgerOf(context, flags.ledger, baseUrlOf(context, flags));
  return lastSwitches(writes);
}

/** Reads the newest 200 runs of each enabled schedule, which is more than a week of hourly runs, and the last run of every other schedule. */
export async function readHygiene(
  context: Context,
  reconciled: Reconciled,
  switches: LastSwitches,
  failingFor: number | undefined,
): Promise<Hygiene> {
  const { session, plan } = reconciled;
  const takeOf = ({ before }: Change): number => (before === "enabled" ? 200 : 1);
  const runs = await readRuns(context.io, session.client, plan.changes, takeOf);
  return judgeHygiene(context, reconciled, { runs, switches, failingFor });
}

interface Evidence {
  /** null: none was read. */
  readonly runs: RunsByKey | null;
  readonly switches: LastSwitches;
  readonly failingFor: number | undefined;
}

/** Applies the rules. Reports on stderr what could not be read. */
export function judgeHygiene(
  { io }: Context,
  { desired, live, plan }: Reconciled,
  { runs, switches, failingFor }: Evidence,
): Hygiene {
  const subjects = managedOf(desired, live, plan).map((managed): HygieneSubject => {
    const key = changeKey(managed.change);
    const read = runs?.get(key);
    const recent = read === undefined || "error" in read ? null : read;
    return { ...managed, recent, lastSwitch: switches.get(key) ?? null };
  });
  const hygiene = {
    findings: hygieneOf(subjects, { now: io.now(), failingFor }),
    unread: unreadOf(plan.changes, runs),
  };
  for (const note of [unreadNote(hygiene), ageNote(subjects)]) if (note !== "") io.stderr.write(`note: ${note}\n`);
  return hygiene;
}

function unreadOf(changes: readonly Change[], runs: RunsByKey | null): readonly UnreadRuns[] {
  return changes.flatMap((change) => {
    const read = runs?.get(changeKey(change));
    if (read === undefined || !("error" in read)) return [];
    const { workspaceId, integrationId } = change;
    return [{ workspaceId, integrationId, error: read.error }];
  });
}

function unreadNote({ unread }: Hygiene): string {
  const [first] = unread;
  if (first === undefined) return "";
  const which = unread.length === 1 ? `integration ${first.integrationId}` : `${unread.length} integrations`;
  return visible(
    `the runs of ${which} could not be read, so parts of the hygiene are not known: ${first.error.message}`,
  );
}

/** If entries by id need no listing, the age of an integration is not known. */
function ageNote(subjects: readonly HygieneSubject[]): string {
  const unknown = subjects.filter(
    ({ change, created, recent }) => change.before === "enabled" && created === null && recent?.runs.length === 0,
  );
  if (unknown.length === 0) return "";
  return `${counted(unknown.length, "enabled integration")} without a run may be new: their age is known only if the listing is read (\`unmanaged: report\`)`;
}
