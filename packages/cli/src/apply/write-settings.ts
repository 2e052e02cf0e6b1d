import { requireConfirmation } from "./confirm.ts";
import type { Context } from "../verb/context.ts";
import type { FileFlags } from "../flags/plan-flags.ts";
import type { WriteFlags } from "../flags/write-flags.ts";
import type { GateFlags } from "./carry-out.ts";
import { checkLedger } from "../ledger/ledger.ts";
import { RunError } from "../verb/run-error.ts";
import { baseUrlOf, type SessionFlags } from "../api/session.ts";
import { readTokens, type TokenUser } from "../api/tokens.ts";

/** Verifies the flags of a verb that carries out a plan. Throws a `RunError` for what is missing or wrong. */
export async function checkWriteFlags({ io }: Context, flags: WriteFlags & GateFlags): Promise<void> {
  checkGateFlags(flags);
  if ((flags.override ?? []).length > 0 && flags.reason === undefined) {
    throw new RunError("usage", "--override needs --reason: it goes into the ledger", 'Add --reason "...".');
  }
  if (flags.ledger !== undefined) await checkLedger(io, flags.ledger);
}

/** Throws a `RunError` for a flag that needs another one. */
export function checkGateFlags({ health = "off", healthRuns }: GateFlags): void {
  if (health !== "off" || healthRuns === undefined) return;
  throw new RunError("usage", "--health-runs needs --health", "Add --health warn or --health block.");
}

/**
 * Verifies that the run can be confirmed. It runs after flags and files were checked, and before the first call. Throws a `RunError`. If the token of a
 * workspace is missing too, it throws that error, because its exit code comes first.
 */
export async function checkConsent(
  context: Context,
  flags: SessionFlags & Pick<WriteFlags, "yes"> & FileFlags,
  workspaces: readonly TokenUser[] = [],
): Promise<void> {
  try {
    requireConfirmation(context, flags);
  } catch (missing) {
    baseUrlOf(context, flags);
    await readTokens(context, flags, workspaces);
    throw missing;
  }
}
