import { createInterface } from "node:readline/promises";
import type { Context } from "./context.ts";
import type { ApiFlags } from "./flags.ts";
import { RunError } from "./run-error.ts";

type ConfirmFlags = Pick<ApiFlags, "tokenFile"> & {
  readonly yes: boolean;
};

/** Where nobody can be asked, `--yes` must be given before anything is read. */
export function requireConfirmation({ io }: Context, { yes, tokenFile }: ConfirmFlags): void {
  const canAsk = io.stdin.isTTY === true && io.stderr.isTerminal && tokenFile !== "-";
  if (yes || canAsk) return;
  throw new RunError(
    "confirmation-missing",
    "there is no terminal to confirm on",
    "Pass --yes to apply without asking.",
  );
}

/** Asks on the terminal. Throws a `RunError` where the answer is not yes. */
export async function confirm({ io, interruption }: Context, flags: ConfirmFlags, question: string): Promise<void> {
  if (flags.yes) return;
  const terminal = createInterface({ input: io.stdin });
  io.stderr.write(`${question} [y/N] `);
  try {
    const answer = await terminal.question("", { signal: interruption.signal }).catch(() => "");
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  const [code, message] =
    interruption.received === null
      ? (["declined", "not confirmed, nothing was written"] as const)
      : (["interrupted", `stopped by ${interruption.received} before anything was written`] as const);
  throw new RunError(code, message, "Run again and answer y, or pass --yes.");
}
