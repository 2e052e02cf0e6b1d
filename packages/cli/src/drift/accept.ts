import {
  asDesired,
  byId,
  createCauses,
  decidingEntry,
  createEntryLookup,
  drift,
  guardPlan,
  plan,
  problem,
  type Cause,
  type Drift,
  type Effective,
  type Problem,
} from "@skyvia-schedules/core";
import { acceptDrift, type Acceptance, type EditedFile } from "@skyvia-schedules/core/yaml";
import type { KnownBaseline } from "./baseline.ts";
import { driftOutcome } from "./drift-outcome.ts";
import type { Context } from "../verb/context.ts";
import type { LimitFlags } from "../flags/write-flags.ts";
import type { PlanFlags } from "../flags/plan-flags.ts";
import { allowedOf, selectionOf } from "../plan/from-flags.ts";
import type { Outcome } from "../verb/outcome.ts";
import type { Reconciled } from "../plan/reconcile.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";

type AcceptFlags = PlanFlags & LimitFlags;

/** The drift that `--accept` names: ids, or all that was switched outside. */
export type Accepting = readonly number[] | "all";

/** Writes what is live into the files, and gives back the diff and the drift that is left. Sends nothing. */
export async function accept(
  { io }: Pick<Context, "io">,
  flags: AcceptFlags,
  reconciled: Reconciled,
  found: Drift,
  baseline: KnownBaseline,
  accepting: Accepting,
): Promise<Outcome> {
  const candidates = acceptable(reconciled, found, createCauses(baseline, reconciled.desired, reconciled.at));
  const enforced = candidates.filter(({ isObserved }) => !isObserved);
  const chosen =
    accepting === "all"
      ? enforced.filter(wasSwitchedOutside)
      : candidates.filter(({ integrationId }) => accepting.includes(integrationId));
  const leftOut = accepting === "all" ? enforced.filter((candidate) => !wasSwitchedOutside(candidate)) : [];
  const refused = accepting === "all" ? [] : accepting.flatMap((id) => refusal(id, reconciled, found, chosen));
  if (refused.length > 0) return { kind: "problems", problems: refused, error: null };
  const { config } = reconciled;
  const { files, desired, problems } = acceptDrift(config.files, chosen);
  if (problems.length > 0) return { kind: "problems", problems, error: null };
  await rewriteFiles(
    io,
    files.map(({ file, text }) => ({ file, text, before: bytesOf(reconciled, file) })),
  );
  return accepted(flags, reconciled, baseline, { files, chosen, leftOut }, narrowed(desired, reconciled));
}

type Candidate = Acceptance & {
  readonly isObserved: boolean;
  readonly cause: Cause;
  /** The hold or freeze that decides. null: the entry itself. */
  readonly overlay: Effective | null;
};

/** Whether `all` accepts it. To accept any other cause could undo an edit that is not applied yet. An entry cannot change what a hold or freeze decides. */
function wasSwitchedOutside({ cause, overlay }: Candidate): boolean {
  if (overlay !== null) return false;
  return cause === "turned-off-outside" || cause === "turned-on-outside";
}

/** The differences of schedules. A schedule that is not defined any more does not run, so it counts as disabled. */
function acceptable(
  { live }: Reconciled,
  { changes, problems }: Drift,
  causeOf: ReturnType<typeof createCauses>,
): Candidate[] {
  const differing = changes.filter(({ action }) => action !== "keep");
  const undefinedOnes = problems.filter(({ code }) => code === "schedule-not-defined");
  return [
    ...differing.map((change): Candidate => {
      const { workspaceId, integrationId, name, before, action, effective } = change;
      const overlay = effective === null || effective.by === "base" ? null : effective;
      const cause = "cause" in change ? change.cause : "unknown";
      return {
        workspaceId,
        integrationId,
        name,
        schedule: asDesired(before),
        isObserved: action === "skip",
        cause,
        overlay,
      };
    }),
    ...undefinedOnes.map((found): Candidate => {
      const [workspaceId, integrationId] = [found.workspaceId ?? 0, found.integrationId ?? 0];
      const name = live.get(workspaceId)?.listing?.get(integrationId)?.name ?? null;
      const about = { workspaceId, integrationId, name };
      const cause = causeOf({ ...about, before: "undefined", after: "enabled" });
      return { ...about, schedule: "disabled", isObserved: false, cause, overlay: null };
    }),
  ].toSorted(byId);
}

/** Why a named id cannot be accepted. Empty: it can be. */
function refusal(
  id: number,
  { desired, live }: Reconciled,
  { problems }: Drift,
  chosen: readonly Candidate[],
): Problem[] {
  const own = chosen.filter(({ integrationId }) => integrationId === id);
  const overlay = own.find((one) => one.overlay !== null)?.overlay;
  if (overlay != null) {
    return [
      problem("accept-overlay", overlay.source, { id, by: overlay.by, name: overlay.name }, { integrationId: id }),
    ];
  }
  if (own.length === 1) return [];
  if (own.length > 1) {
    return [problem("accept-ambiguous", null, { id, workspaceIds: own.map(({ workspaceId }) => workspaceId) })];
  }
  const isManaged = desired.workspaces.some((workspace) => {
    const name = live.get(workspace.id)?.listing?.get(id)?.name ?? null;
    return decidingEntry(createEntryLookup(workspace), { id, name }) !== undefined;
  });
  const about = { integrationId: id };
  if (!isManaged) return [problem("accept-unmanaged", null, { id }, about)];
  const instead = problems.find(({ integrationId }) => integrationId === id)?.message ?? null;
  return [problem("accept-not-drifting", null, { id, instead }, about)];
}

function bytesOf({ config }: Reconciled, file: string): Uint8Array {
  return config.files.find((one) => one.file === file)?.bytes ?? new Uint8Array();
}

/** The part of the desired state that this run is about. */
function narrowed(all: Reconciled["desired"], { desired }: Reconciled): Reconciled["desired"] {
  const ids = new Set(desired.workspaces.map(({ id }) => id));
  return { ...all, workspaces: all.workspaces.filter(({ id }) => ids.has(id)) };
}

/** What `--accept` did. */
interface Accepted {
  readonly files: readonly EditedFile[];
  readonly chosen: readonly Candidate[];
  /** What `all` leaves out. */
  readonly leftOut: readonly Candidate[];
}

function accepted(
  flags: AcceptFlags,
  { live, at }: Reconciled,
  baseline: KnownBaseline,
  { files, chosen, leftOut }: Accepted,
  desired: Reconciled["desired"],
): Outcome {
  const left = guardPlan(desired, plan(desired, live, selectionOf(flags), at), allowedOf(flags));
  const outcome = driftOutcome(left, drift(desired, live, left, baseline, at), { all: flags.all, baseline, at });
  return {
    ...outcome,
    kind: "accepted",
    accepted: chosen.map(({ workspaceId, integrationId, schedule }) => ({ workspaceId, integrationId, schedule })),
    leftOut: leftOut.map(({ workspaceId, integrationId, cause }) => ({ workspaceId, integrationId, cause })),
    files,
  };
}
