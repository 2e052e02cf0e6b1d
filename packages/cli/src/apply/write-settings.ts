import { requireConfirmation } from "./confirm.ts";
import type { Context } from "../verb/context.ts";
import type { ApiFlags, WriteFlags } from "../flags/flags.ts";
import { checkLedger } from "../ledger/ledger.ts";
import { RunError } from "../verb/run-error.ts";
import { baseUrlOf } from "../api/session.ts";
import { readToken } from "../api/token.ts";

/** What a verb that carries out a plan needs before it reads anything. Throws a `RunError` for what is missing or wrong. */
export async function checkWriteSettings(context: Context, flags: ApiFlags & WriteFlags): Promise<void> {
  if ((flags.override ?? []).length > 0 && flags.reason === undefined) {
    throw new RunError("usage", "--override needs --reason: it goes into the ledger", 'Add --reason "...".');
  }
  if (flags.ledger !== undefined) await checkLedger(context.io, flags.ledger);
  try {
    requireConfirmation(context, flags);
  } catch (missing) {
    baseUrlOf(context, flags); // a token that is missing says more than a confirmation that is
    await readToken(context, flags.tokenFile);
    throw missing;
  }
}
