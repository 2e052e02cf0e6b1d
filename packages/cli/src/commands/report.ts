import { calendarOf, drift, lastSwitches, managedOf, occurrencesOf, uncomparedOf } from "@skyvia-schedules/core";
import { baseUrlOf } from "../api/session.ts";
import { readBaseline, type KnownBaseline } from "../drift/baseline.ts";
import { readRuns } from "../executions/read-runs.ts";
import { loadConfigNow } from "../files/config-files.ts";
import { checkOutputFile } from "../files/output-file.ts";
import { checkReplacesNone, replaceFile } from "../files/replace-file.ts";
import type { AppliedFlags, HygieneFlags, PlanFlags } from "../flags/plan-flags.ts";
import { judgeHygiene, type LastSwitches } from "../hygiene/read-hygiene.ts";
import { readLedgerOf } from "../ledger/ledger-file.ts";
import { selectionOf } from "../plan/from-flags.ts";
import { planOutcome } from "../plan/plan-outcome.ts";
import { reconcileConfig, refuse, type Reconciled } from "../plan/reconcile.ts";
import { tool } from "../process/version.ts";
import type { ReportData } from "../render/html/report-data.ts";
import { reportPage } from "../render/html/report-page.ts";
import type { Context, Verb } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";

type Flags = PlanFlags &
  HygieneFlags &
  AppliedFlags & {
    readonly out: string;
    /** Whether runs are read. */
    readonly history: boolean;
  };

/** How many runs of each integration are shown. */
const shownRuns = 10;
/** How far the calendar of the page goes: 14 days. */
const calendarTime = 14 * 86_400_000;

/** What the page shows beside the live state. */
interface Evidence {
  readonly baseline: KnownBaseline;
  readonly switches: LastSwitches;
}

/** Writes the findings of `status` as an HTML page, with causes, runs, hygiene and calendar. */
const report: Verb<Flags> = async (context, flags) => {
  checkUsage(flags);
  await checkOutputFile(context.io, flags.out);
  const config = await loadConfigNow(context, flags);
  await checkReplacesNone(
    context.io,
    flags.out,
    config.files.map(({ file }) => file),
  );
  const ledger = await readLedgerOf(context, flags.ledger, baseUrlOf(context, flags));
  if (config.problems.length > 0) return refuse(context, flags, config);
  const baseline = await readBaseline(context, config, { paths: flags.file, revision: flags.applied, ledger });
  const evidence = { baseline, switches: lastSwitches(ledger.writes) };
  return reconcileConfig(context, flags, config, async (reconciled) => {
    const page = reportPage(await readReport(context, flags, reconciled, evidence));
    await replaceFile(context.io, flags.out, page);
    const { at, changes, problems, summary, coverage, histories, all } = planOutcome(reconciled, flags.all);
    const comparison = { at, changes, problems, summary, coverage, histories, all };
    const data = { file: flags.out, bytes: Buffer.byteLength(page) };
    return { kind: "report", plan: reconciled.plan, ...comparison, data };
  });
};

function checkUsage({ history, failingFor }: Flags): void {
  if (history || failingFor === undefined) return;
  throw new RunError(
    "usage",
    "--failing-for needs the runs, which --no-history leaves out",
    "Leave one of the two out.",
  );
}

async function readReport(
  context: Context,
  flags: Flags,
  reconciled: Reconciled,
  { baseline, switches }: Evidence,
): Promise<ReportData> {
  const { session, desired, live, plan, at } = reconciled;
  const runs = flags.history ? await readRuns(context.io, session.client, plan.changes, () => shownRuns) : null;
  const { findings } = judgeHygiene(context, reconciled, { runs, switches, failingFor: flags.failingFor });
  const selection = selectionOf(flags);
  return {
    at,
    baseUrl: session.baseUrl,
    version: tool().version,
    plan,
    managed: managedOf(desired, live, drift(desired, live, plan, baseline, at)),
    uncompared: uncomparedOf(desired, live, plan),
    knowsLastApply: baseline.knownFrom !== null,
    runs,
    findings,
    calendar: calendarOf(desired, at, at + calendarTime, selection),
    occurrences: occurrencesOf(desired, at, at + calendarTime, selection),
  };
}

export default report;
