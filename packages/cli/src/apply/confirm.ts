import { createInterface } from "node:readline";
import type { Context } from "../verb/context.ts";
import type { ApiFlags } from "../flags/api-flags.ts";
import type { FileFlags } from "../flags/plan-flags.ts";
import { StoppedWaiting } from "../process/wait-for.ts";
import { RunError } from "../verb/run-error.ts";

type ConfirmFlags = Pick<ApiFlags, "tokenFile"> &
  Pick<FileFlags, "file"> & {
    readonly yes: boolean;
  };

/** Requires `--yes`, before the first call, if nobody can be asked: without a terminal, or if stdin is read for something else. */
export function requireConfirmation({ io }: Context, { yes, tokenFile, file = [] }: ConfirmFlags): void {
  const isFree = tokenFile !== "-" && !file.includes("-");
  const canAsk = io.stdin.isTTY === true && io.stderr.isTerminal && isFree;
  if (yes || canAsk) return;
  throw new RunError(
    "confirmation-missing",
    "there is no terminal to confirm on",
    "Pass --yes to apply without asking.",
  );
}

/** Asks on the terminal. Throws a `RunError` unless the answer is yes. The end of the input (Ctrl-D) is not a yes. */
export async function confirm({ io, interruption }: Context, flags: ConfirmFlags, question: string): Promise<void> {
  if (flags.yes) return;
  const terminal = createInterface({ input: io.stdin });
  const answered = new Promise<string>((resolve) => {
    terminal.once("line", resolve).once("close", () => resolve(""));
    interruption.over.addEventListener("abort", () => resolve(""), { once: true });
  });
  io.stderr.write(`${question} [y/N] `);
  const answer = await answered;
  terminal.close();
  if (interruption.over.aborted && interruption.received === null)
    throw new StoppedWaiting(interruption, "your answer");
  if (/^y(es)?$/i.test(answer.trim()) && interruption.received === null) return;
  const [code, message] =
    interruption.received === null
      ? (["declined", "the changes were not confirmed, nothing was written"] as const)
      : (["interrupted", `stopped by ${interruption.received} before anything was written`] as const);
  throw new RunError(code, message, "Run it again when you want to apply.");
}
