import { summarize } from "@skyvia-schedules/core";
import { configHash } from "./config-hash.ts";
import type { Context } from "../verb/context.ts";
import { writeNewFile } from "../files/output-file.ts";
import { encodePlan } from "./plan-file.ts";
import type { Reconciled } from "./reconcile.ts";

/** Writes a plan to a new file, for its owner alone. `expires`: milliseconds from now, null for never. */
export async function savePlan(
  { io }: Context,
  { config, plan, session }: Reconciled,
  out: string,
  expires: number | null,
): Promise<void> {
  const text = encodePlan({
    plan,
    summary: summarize(plan),
    baseUrl: session.baseUrl,
    configHash: configHash(config.desired),
    at: io.now(),
    expires: expires === null ? null : io.now() + expires,
  });
  await writeNewFile(io, out, text, { secret: true });
  io.stderr.write(`saved to ${out}: apply it with \`skyvia-schedules apply ${out}\`\n`);
}
