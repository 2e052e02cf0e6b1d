import type { Verb } from "../verb/context.ts";
import type { AtFlags, HygieneFlags, LightFlags, PlanFlags } from "../flags/plan-flags.ts";
import { planOutcome } from "../plan/plan-outcome.ts";
import { reconcile } from "../plan/reconcile.ts";
import { RunError } from "../verb/run-error.ts";

type Flags = PlanFlags & AtFlags & LightFlags & HygieneFlags & { readonly hygiene: boolean };

const status: Verb<Flags> = async (context, flags) => {
  checkUsage(flags);
  const readings = flags.hygiene ? await import("../hygiene/read-hygiene.ts") : null;
  const switches = await readings?.readLastSwitches(context, flags);
  return reconcile(context, flags, async (reconciled) => {
    const hygiene = await readings?.readHygiene(context, reconciled, switches ?? new Map(), flags.failingFor);
    const { at, changes, problems, summary, coverage, histories, all } = planOutcome(reconciled, flags.all);
    const { plan } = reconciled;
    const comparison = { at, changes, problems, summary, coverage, histories, all };
    return { kind: "status", plan, ...comparison, hygiene: hygiene ?? null };
  });
};

function checkUsage({ hygiene, failingFor, ledger }: Flags): void {
  if (hygiene) return;
  const needless = failingFor !== undefined ? "--failing-for" : ledger !== undefined ? "--ledger" : null;
  if (needless === null) return;
  throw new RunError("usage", `${needless} needs --hygiene`, `Add --hygiene, or leave ${needless} out.`);
}

export default status;
