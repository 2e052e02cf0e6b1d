import { allowAll, summarize } from "@skyvia-schedules/core";
import { applyCommand, type PlannedFlags } from "./apply-command.ts";
import { configHash } from "./config-hash.ts";
import type { LimitFlags } from "../flags/write-flags.ts";
import type { Context } from "../verb/context.ts";
import { writeNewFile } from "../files/output-file.ts";
import { visible } from "../render/escape.ts";
import { allowedOf } from "./from-flags.ts";
import { encodePlan } from "./plan-file.ts";
import type { Reconciled } from "./reconcile.ts";

/** Writes a plan to a new file, for its owner alone, and prints how to apply it. `expires`: milliseconds from now, null for never. */
export async function savePlan(
  { io }: Context,
  reconciled: Reconciled,
  flags: PlannedFlags & LimitFlags & { readonly out: string; readonly expires: number | null },
): Promise<void> {
  const { config, plan, session, at } = reconciled;
  const { out, expires } = flags;
  const text = encodePlan({
    plan,
    summary: summarize(plan),
    baseUrl: session.baseUrl,
    configHash: configHash(config.desired),
    at,
    expires: expires === null ? null : io.now() + expires,
  });
  await writeNewFile(io, out, text, { secret: true });
  io.stderr.write(`saved to ${visible(out)}${adviceFor(reconciled, out, flags)}\n`);
}

/** How to apply the plan. If a guard would stop it, the text says so first, and the command has all flags that allow the changes. */
function adviceFor({ plan, desired }: Reconciled, file: string, flags: PlannedFlags & LimitFlags): string {
  const allowed = allowedOf(flags);
  const all = allowAll({ ...plan, workspaces: plan.coverage, desired }, allowed);
  if (all === null) return ", but it cannot be applied: a guard stops it";
  const command = `\`${applyCommand(file, flags, all)}\``;
  const isStopped =
    all.maxDisable !== allowed.maxDisable || all.maxEnable !== allowed.maxEnable || all.overrides !== undefined;
  return isStopped
    ? `. A guard stops it. To allow its changes, apply it with ${command}`
    : `: apply it with ${command}`;
}
