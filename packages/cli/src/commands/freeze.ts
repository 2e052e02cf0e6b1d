import type { SkyviaClient } from "@skyvia-schedules/client";
import {
  criterionText,
  freezeChanges,
  selectLive,
  settledSnapshot,
  type AppliedChange,
  type Change,
  type LiveCriterion,
  type ScheduleState,
  type Snapshot,
} from "@skyvia-schedules/core";
import { checkConsent, checkWriteFlags } from "../apply/write-settings.ts";
import { readWorkspace } from "../import/read-workspace.ts";
import { baseUrlOf, withSession, type ApiSession } from "../api/session.ts";
import { findWorkspace } from "../api/workspace-argument.ts";
import { checkNewFile, exists } from "../files/output-file.ts";
import type { FreezeFlags } from "../flags/pause-flags.ts";
import { userOf } from "../ledger/ci-run.ts";
import { afterWrites } from "../pause/after-writes.ts";
import { freezeEntry, readFreezeFiles, type FreezeFiles } from "../pause/file-freeze.ts";
import { readLive } from "../pause/read-live.ts";
import {
  checkSnapshot,
  readSnapshot,
  rewriteSnapshot,
  snapshotUsers,
  writeSnapshot,
  type SnapshotFile,
} from "../pause/snapshot-file.ts";
import { switchAll, type Switching } from "../pause/switch-all.ts";
import { narrow, workspacesOfRun } from "../plan/narrow.ts";
import { refuse } from "../plan/reconcile.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import { tool } from "../process/version.ts";
import { counted } from "@skyvia-schedules/core/counted";
import type { Context, Verb } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";
import { RunError } from "../verb/run-error.ts";

const freeze: Verb<FreezeFlags> = async (context, flags) => {
  const select = liveCriteria(flags);
  const earlier = await earlierSnapshot(context, flags);
  await checkWriteFlags(context, flags);
  const files = await readFreezeFiles(context, flags, earlier?.snapshot ?? null);
  if (files !== null && files.config.problems.length > 0) return refuse(context, flags, files.config);
  const part =
    files === null
      ? snapshotUsers(flags, earlier)
      : workspacesOfRun(files.config.desired, { workspace: [flags.workspace] });
  await checkConsent(context, flags, part);
  const work = async (session: ApiSession): Promise<Outcome> => {
    const workspace = await workspaceOf(session.client, flags, files);
    const { snapshot, ...switching } =
      earlier === null
        ? await begin(context, flags, select, session, workspace)
        : await resume(context, flags, session, earlier, workspace.id);
    const entry = files === null ? null : freezeEntry(context, flags, files, snapshot, select);
    if (entry !== null && entry.problems.length > 0) return { kind: "problems", problems: entry.problems, error: null };
    const prepare = async (): Promise<void> => {
      await switching.prepare?.();
      await entry?.write();
    };
    const outcome = await switchAll(context, flags, session, { ...switching, prepare });
    if (outcome.kind !== "applied") return outcome;
    const next = settledSnapshot(snapshot, outcome.changes.filter(isApplied));
    const settled = await afterWrites(outcome, async () => rewriteSnapshot(context.io, switching.taken(), next));
    return { ...settled, pause: { kind: "freeze", snapshot: flags.snapshot, entry } };
  };
  return withSession(context, flags, work, part);
};

async function workspaceOf(
  client: SkyviaClient,
  { workspace }: FreezeFlags,
  files: FreezeFiles | null,
): Promise<{ readonly id: number; readonly name: string | null }> {
  if (files === null) return findWorkspace(client, workspace);
  const [found] = (await narrow(files.config.desired, [workspace], client)).workspaces;
  if (found === undefined) throw new TypeError("`narrow` throws where no file lists the workspace");
  return found;
}

/** Throws a `RunError` for tags and owners: they are in files, which a freeze of a live workspace does not read. */
function liveCriteria({ select = [] }: FreezeFlags): readonly LiveCriterion[] {
  return select.map((criterion) => {
    if (criterion.kind === "id" || criterion.kind === "name") return criterion;
    throw new RunError(
      "usage",
      `--select ${criterionText(criterion)}: freeze looks at the live workspace, which has no ${criterion.kind}s`,
      "Select by id:456 or name:stg-*.",
    );
  });
}

/** The snapshot of an earlier freeze to continue. null: this freeze is new. Throws a `RunError` if the snapshot is of another freeze. */
async function earlierSnapshot(context: Context, flags: FreezeFlags): Promise<SnapshotFile | null> {
  const file = flags.snapshot;
  if (!(await exists(context.io, file))) {
    await checkNewFile(context.io, file);
    return null;
  }
  const earlier = await readSnapshot(context, file);
  checkSnapshot(earlier, baseUrlOf(context, flags));
  const { select, thawedAt } = earlier.snapshot;
  const asked = (flags.select ?? []).map(criterionText);
  const isSame = select.length === asked.length && select.every((one) => asked.includes(one));
  const another = isSame
    ? null
    : `it belongs to a freeze of ${select.length === 0 ? "the whole workspace" : select.join(", ")}`;
  const reason = thawedAt === undefined ? another : `its freeze was thawed at ${thawedAt}`;
  if (reason === null) return earlier;
  throw new RunError("snapshot-file", `the snapshot ${file} exists, and ${reason}`, "Name a new file for this freeze.");
}

/** The changes of a freeze, and its snapshot. */
interface Freezing extends Switching {
  readonly snapshot: Snapshot;
  /** The snapshot on the disk, once `prepare` has put it there. */
  readonly taken: () => SnapshotFile;
}

/** Takes the snapshot of a new freeze. It is written once the freeze is confirmed, before the first schedule is disabled. */
async function begin(
  context: Context,
  flags: FreezeFlags,
  criteria: readonly LiveCriterion[],
  { client, baseUrl, tokenOf }: ApiSession,
  workspace: { readonly id: number; readonly name: string | null },
): Promise<Freezing> {
  const { io } = context;
  const tokenFrom = tokenOf(workspace.id);
  const { integrations } = await readWorkspace(context, client, workspace);
  const selected = integrations.filter(selectLive(criteria));
  if (selected.length === 0) {
    throw new RunError(
      "integration-not-found",
      `--select matches no integration of workspace ${workspace.id}`,
      "`skyvia-schedules list` lists ids and names.",
    );
  }
  const snapshot: Snapshot = {
    formatVersion: 1,
    tool: tool(),
    baseUrl,
    at: instantText(io.now()),
    workspaceId: workspace.id,
    ...(tokenFrom === null ? {} : { tokenFrom }),
    select: criteria.map(criterionText),
    reason: flags.reason,
    owner: flags.owner ?? userOf(io),
    integrations: selected.map(({ id, name, schedule }) => ({ integrationId: id, name, before: schedule })),
  };
  const writes = freezeChanges(snapshot);
  let taken: SnapshotFile | null = null;
  return {
    command: "freeze",
    snapshot,
    writes,
    settled: [],
    total: selected.length,
    question: `Disable ${writes.length} of ${counted(selected.length, "schedule")} in workspace ${workspace.id}?`,
    prepare: async () => {
      taken = await writeSnapshot(io, flags.snapshot, snapshot);
    },
    taken: () => {
      if (taken === null) throw new TypeError("the snapshot is written before the first schedule");
      return taken;
    },
  };
}

function isApplied(change: Change): change is AppliedChange {
  return "result" in change;
}

/** Continues a freeze: disables what was enabled at its snapshot and is enabled now. Newer integrations are left alone. */
async function resume(
  context: Context,
  { drain = "none" }: FreezeFlags,
  { client, baseUrl }: ApiSession,
  earlier: SnapshotFile,
  workspaceId: number,
): Promise<Freezing> {
  checkSnapshot(earlier, baseUrl, workspaceId);
  const changes = freezeChanges(earlier.snapshot);
  const liveOf = await readLive(context, client, changes);
  // A schedule that is off may still have an active execution.
  const isDue = (change: Change): boolean =>
    liveOf(change) === "enabled" || (drain !== "none" && liveOf(change) === "disabled");
  const settled = changes.flatMap((change): AppliedChange[] => {
    const live = liveOf(change);
    if (isDue(change) || live === "missing") return []; // a deleted integration needs no freeze
    return [{ ...change, before: live, result: "unchanged", error: null }];
  });
  const { snapshot } = earlier;
  return {
    command: "freeze",
    snapshot,
    taken: () => earlier,
    writes: changes.filter(isDue).map((change) => ({ ...change, before: liveOf(change) as ScheduleState })),
    settled,
    total: snapshot.integrations.length,
  };
}

export default freeze;
