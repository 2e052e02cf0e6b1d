import {
  durationText,
  placeHold,
  problem,
  type DesiredSchedule,
  type PlacedHold,
  type Problem,
  type Source,
} from "@skyvia-schedules/core";
import { addHold, removeHolds, type WrittenHold } from "@skyvia-schedules/core/yaml";
import { withSession, type ApiSession } from "../api/session.ts";
import { withWorkspace } from "../api/with-workspace.ts";
import type { GateFlags } from "../apply/carry-out.ts";
import { switchOne } from "../apply/set-schedule.ts";
import { defaultMaxHold, loadConfigNow, type Config } from "../files/config-files.ts";
import { checkEditable } from "../files/output-file.ts";
import { rewriteFiles, type Rewrite } from "../files/rewrite-files.ts";
import type { SwitchFlags } from "../flags/pause-flags.ts";
import { userOf } from "../ledger/ci-run.ts";
import { checkWanted, narrow, workspacesOfRun } from "../plan/narrow.ts";
import { refuse } from "../plan/reconcile.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import type { Context } from "../verb/context.ts";
import type { AppliedOutcome, HoldInFiles, Outcome } from "../verb/outcome.ts";
import { RunError } from "../verb/run-error.ts";
import { checkNewEnd, targetFile } from "./new-overlay.ts";

type FoundConfig = Pick<Config, "desired" | "files" | "paths">;
type Fitting = Extract<PlacedHold, { readonly kind: "fits" }>;

/** Switches one schedule for some time: a hold is written first, or printed where no file is named. */
export async function switchForTime(
  context: Context,
  flags: SwitchFlags & GateFlags,
  integrationId: number,
  action: "enable" | "disable",
): Promise<Outcome> {
  const schedule: DesiredSchedule = action === "enable" ? "enabled" : "disabled";
  const hold = { select: { id: integrationId }, schedule, ...holdOf(context, flags) };
  if (flags.file === undefined) {
    return withWorkspace(context, flags, async (client, workspaceId) => {
      const outcome = await switchOne(context, flags, client, { workspaceId, integrationId, name: null, action });
      return outcome.kind === "plan" ? outcome : withHold(outcome, { ...hold, workspaceId }, null);
    });
  }
  await checkEditable(context.io, flags.file);
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return refuse(context, flags, config);
  checkWanted(config.desired, [flags.workspace]);
  const part = workspacesOfRun(config.desired, { workspace: [flags.workspace] });
  const work = async ({ client, tokenOf }: ApiSession): Promise<Outcome> => {
    const asOfRun = { ...config.desired, workspaces: part };
    const [workspace] = (await narrow(asOfRun, [flags.workspace], client)).workspaces;
    if (workspace === undefined) throw new TypeError("`narrow` throws where no file lists the workspace");
    const { id: workspaceId, source } = workspace;
    const { name } = await client.getIntegration(workspaceId, integrationId);
    const asked = { workspaceId, integrationId, schedule, until: hold.until };
    const placed = placeHold(config.desired, asked, name, context.io.now());
    if (placed.kind !== "fits") return refused(placed, asked, source);
    const written = { ...hold, workspaceId };
    const { file, rewrites, problems } = holdEdits(config, written, placed);
    if (problems.length > 0) return { kind: "problems", problems, error: null };
    const prepare = async (): Promise<void> => rewriteFiles(context.io, rewrites);
    const target = { workspaceId, integrationId, tokenFrom: tokenOf(workspaceId) };
    const outcome = await switchOne(context, flags, client, { ...target, name, action, prepare });
    if (outcome.kind === "plan") return outcome;
    const replaced = placed.replaced.map(({ source: at }) => at);
    return withHold(outcome, written, { file, replaced, freeze: placed.freeze });
  };
  return withSession(context, flags, work, part);
}

/** The end, the reason and the owner of the hold. Throws a `RunError` for a flag that is missing or wrong. */
function holdOf({ io }: Context, flags: SwitchFlags): Pick<WrittenHold, "until" | "reason" | "owner"> {
  const { for: duration, until, reason, owner = userOf(io), maxHold = defaultMaxHold } = flags;
  const flag = duration === undefined ? "--until" : "--for";
  if (duration !== undefined && until !== undefined) {
    throw new RunError("usage", "--for and --until both say when the hold ends", "Give one of them.");
  }
  if (reason === undefined) {
    throw new RunError("usage", `${flag} needs --reason: the hold records it`, 'Add --reason "...".');
  }
  if (owner === null) {
    throw new RunError("usage", `${flag} needs --owner: the tool does not know who you are`, "Add --owner NAME.");
  }
  const now = io.now();
  const end = checkNewEnd(io, until ?? now + (duration ?? 0));
  if (end - now > maxHold) {
    const most = durationText(maxHold);
    throw new RunError(
      "usage",
      `${flag}: a hold may last ${most}, but this one ends at ${instantText(end)}`,
      "Choose an earlier end, or pass a longer --max-hold. For a lasting change, change the entry itself.",
    );
  }
  return { until: end, reason, owner };
}

function refused(
  placed: Exclude<PlacedHold, Fitting>,
  hold: { readonly workspaceId: number; readonly integrationId: number; readonly schedule: DesiredSchedule },
  workspaceSource: Source,
): Outcome {
  const { workspaceId, integrationId: id, schedule } = hold;
  const about = { workspaceId, integrationId: id };
  const found: Problem =
    placed.kind === "uncovered"
      ? problem("hold-selects-nothing", workspaceSource, { workspaceId, id, alike: "" }, about)
      : problem(
          "holds-overlap",
          placed.other.source,
          { what: `integration ${id}`, other: "the new hold", here: placed.other.schedule, there: schedule },
          about,
        );
  return { kind: "problems", problems: [found], error: null };
}

/** The files with the new hold and without those that it replaces, and which of them has the new one. */
function holdEdits(
  config: FoundConfig,
  hold: WrittenHold,
  { entry, replaced }: Fitting,
): { readonly file: string; readonly rewrites: readonly Rewrite[]; readonly problems: readonly Problem[] } {
  const file = replaced[0]?.source.file ?? targetFile(config, entry.source.file);
  const edited = config.files.flatMap((one) => {
    const gone = replaced.map(({ source }) => source).filter((source) => source.file === one.file);
    if (one.file === file) return [{ one, ...addHold(one, hold, gone) }];
    return gone.length === 0 ? [] : [{ one, ...removeHolds(one, gone) }];
  });
  return {
    file,
    rewrites: edited.map(({ one, text }) => ({ file: one.file, before: one.bytes, text })),
    problems: edited.flatMap(({ problems }) => problems),
  };
}

function withHold(outcome: AppliedOutcome, hold: WrittenHold, written: HoldInFiles | null): AppliedOutcome {
  return { ...outcome, pause: { kind: "hold", hold, written } };
}
