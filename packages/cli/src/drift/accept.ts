import {
  decidingEntry,
  createEntryLookup,
  drift,
  guardPlan,
  plan,
  problem,
  type Baseline,
  type Drift,
  type Problem,
} from "@skyvia-schedules/core";
import { acceptDrift, type Acceptance, type EditedFile } from "@skyvia-schedules/core/yaml";
import { driftOutcome } from "./drift-outcome.ts";
import type { Context } from "../verb/context.ts";
import type { LimitFlags, PlanFlags } from "../flags/flags.ts";
import { allowedOf, selectionOf } from "../plan/from-flags.ts";
import type { Outcome } from "../verb/outcome.ts";
import type { Reconciled } from "../plan/reconcile.ts";
import { diffText } from "../render/diff-text.ts";
import { unifiedDiff } from "../render/unified-diff.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";

type AcceptFlags = PlanFlags & LimitFlags;

/** The drift that `--accept` names: ids, or all that is enforced. */
export type Accepting = readonly number[] | "all";

/** Writes what is live into the files, prints the diff, and tells the drift that is left. Nothing is sent. */
export async function accept(
  { io }: Pick<Context, "io">,
  flags: AcceptFlags,
  reconciled: Reconciled,
  found: Drift,
  baseline: Baseline,
  accepting: Accepting,
): Promise<Outcome> {
  const candidates = acceptable(reconciled, found);
  const chosen = candidates.filter(({ integrationId, isObserved }) =>
    accepting === "all" ? !isObserved : accepting.includes(integrationId),
  );
  const refused = accepting === "all" ? [] : accepting.flatMap((id) => refusal(id, reconciled, found, chosen));
  if (refused.length > 0) return { problems: refused };
  const { config } = reconciled;
  const { files, desired, problems } = acceptDrift(config.files, chosen);
  if (problems.length > 0) return { problems };
  await rewriteFiles(
    io,
    files.map(({ file, text }) => ({ file, text, before: bytesOf(reconciled, file) })),
  );
  return accepted(flags, reconciled, baseline, files, chosen, narrowed(desired, reconciled));
}

type Candidate = Acceptance & {
  readonly isObserved: boolean;
};

/** Differences of a schedule; one that is not defined any more does not run, which is to be disabled. */
function acceptable({ live }: Reconciled, { changes, problems }: Drift): Candidate[] {
  const differing = changes.filter(({ action }) => action !== "keep");
  const undefinedOnes = problems.filter(({ code }) => code === "schedule-not-defined");
  return [
    ...differing.map(({ workspaceId, integrationId, name, before, action }): Candidate => {
      const schedule = before === "enabled" ? "enabled" : "disabled";
      return { workspaceId, integrationId, name, schedule, isObserved: action === "skip" };
    }),
    ...undefinedOnes.map(({ workspaceId, integrationId }): Candidate => {
      const [workspace, id] = [workspaceId ?? 0, integrationId ?? 0];
      const name = live.get(workspace)?.listing?.get(id)?.name ?? null;
      return { workspaceId: workspace, integrationId: id, name, schedule: "disabled", isObserved: false };
    }),
  ].toSorted((a, b) => a.workspaceId - b.workspaceId || a.integrationId - b.integrationId);
}

/** Why an id that was named cannot be accepted; none where it can. */
function refusal(
  id: number,
  { desired, live }: Reconciled,
  { problems }: Drift,
  chosen: readonly Acceptance[],
): Problem[] {
  const own = chosen.filter(({ integrationId }) => integrationId === id);
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
  return { workspaces: all.workspaces.filter(({ id }) => ids.has(id)) };
}

function accepted(
  flags: AcceptFlags,
  { live }: Reconciled,
  baseline: Baseline,
  files: readonly EditedFile[],
  chosen: readonly Acceptance[],
  desired: Reconciled["desired"],
): Outcome {
  const left = guardPlan(desired, plan(desired, live, selectionOf(flags)), allowedOf(flags));
  const outcome = driftOutcome(left, drift(desired, live, left, baseline), flags.all);
  const diffs = files.map((file) => ({ file: file.file, diff: unifiedDiff(file) }));
  return {
    ...outcome,
    data: {
      ...(outcome.data as object),
      accepted: chosen.map(({ workspaceId, integrationId, schedule }) => ({ workspaceId, integrationId, schedule })),
      files: diffs,
    },
    detail: diffs.map(({ diff }) => diff).join("\n"),
    text: (style) => `${diffs.map(({ diff }) => `${diffText(diff, style)}\n`).join("")}${outcome.text?.(style) ?? ""}`,
  };
}
