import { summarize } from "@skyvia-schedules/core";
import type { Verb } from "../context.ts";
import type { PlanFlags } from "../flags.ts";
import { checkNewFile, writeNewFile } from "../output-file.ts";
import { encodePlan } from "../plan-file.ts";
import { planOutcome } from "../plan-outcome.ts";
import { reconcile } from "../reconcile.ts";
import { RunError } from "../run-error.ts";
import { configHash } from "../config-hash.ts";

type Flags = PlanFlags & {
  readonly detailedExitcode: boolean;
  readonly out?: string;
  readonly expires?: number;
};

const planVerb: Verb<Flags> = async (context, flags) => {
  const { out, expires } = flags;
  if (expires !== undefined && out === undefined) {
    throw new RunError(
      "usage",
      "--expires goes with --out: only a saved plan expires",
      "Add --out, or leave --expires out.",
    );
  }
  if (out !== undefined) await checkNewFile(out);
  return reconcile(context, flags, async ({ config, plan, session }) => {
    const outcome = { ...planOutcome(plan, flags.all), detailed: flags.detailedExitcode };
    if (out === undefined) return outcome;
    const text = encodePlan({
      plan,
      summary: summarize(plan),
      baseUrl: session.baseUrl,
      configHash: configHash(config.desired),
      at: context.io.now(),
      expires: expires === undefined ? null : context.io.now() + expires,
    });
    await writeNewFile(out, text, { secret: true });
    context.io.stderr.write(`saved to ${out}: apply it with \`skyvia-schedules apply ${out}\`\n`);
    return outcome;
  });
};

export default planVerb;
