import { ledgerRuns, rememberedByRun, restoration, type LedgerRunFound } from "@skyvia-schedules/core";
import { checkConsent, checkWriteFlags } from "../apply/write-settings.ts";
import { baseUrlOf, withSession, type ApiSession } from "../api/session.ts";
import type { TokenUser } from "../api/tokens.ts";
import type { UndoFlags } from "../flags/pause-flags.ts";
import { readLedger } from "../ledger/ledger-file.ts";
import { readLive } from "../pause/read-live.ts";
import { sidesOf } from "../pause/sides.ts";
import { switchAll } from "../pause/switch-all.ts";
import type { Context, Verb } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";
import { RunError } from "../verb/run-error.ts";

const undo: Verb<UndoFlags, [run?: string]> = async (context, flags, run) => {
  if ((run === undefined) !== flags.last) {
    throw new RunError("usage", "undo takes the id of a run, or --last", "Give one of the two.");
  }
  const found = findRun(
    await readLedger(context, flags.ledger).then(ledgerRuns),
    run,
    baseUrlOf(context, flags),
    flags.ledger,
  );
  const remembered = rememberedByRun(found);
  const sideOf = sidesOf(flags, remembered, `the run ${found.run}`);
  await checkWriteFlags(context, flags);
  checkEnded(context, found);
  const users = tokenUsers(flags, found);
  await checkConsent(context, flags, users);
  const work = async (session: ApiSession): Promise<Outcome> => {
    const liveOf = await readLive(context, session.client, remembered);
    return switchAll(context, flags, session, {
      command: "undo",
      ...restoration(remembered, liveOf, sideOf),
      total: remembered.length,
    });
  };
  return withSession(context, flags, work, users);
};

/** The workspaces of a run with the variables of the tokens that wrote, unless `--token-from` names one for all. */
function tokenUsers({ tokenFrom, ledger }: UndoFlags, { writes }: LedgerRunFound): readonly TokenUser[] {
  if (tokenFrom !== undefined) return [];
  const variables = new Map(writes.map((write) => [write.workspaceId, write.tokenFrom ?? null]));
  const source = { file: ledger, line: 1, column: 1 };
  return [...variables].map(([id, variable]) => {
    return { id, tokenFrom: variable === null ? null : { variable, source } };
  });
}

/** The run that is named, or the newest run that wrote something here and is not an undo. */
function findRun(
  runs: readonly LedgerRunFound[],
  id: string | undefined,
  baseUrl: string,
  ledger: string,
): LedgerRunFound {
  const isUndone = ({ result }: LedgerRunFound["writes"][number]): boolean => result !== "failed";
  if (id === undefined) {
    const last = runs.findLast((run) => run.baseUrl === baseUrl && run.command !== "undo" && run.writes.some(isUndone));
    if (last !== undefined) return last;
    throw unknown(`the ledger ${ledger} has no run with a write at ${baseUrl} that could be undone`);
  }
  const found = runs.find(({ run }) => run === id);
  if (found === undefined) throw unknown(`the ledger ${ledger} has no run ${JSON.stringify(id)} with a write`);
  if (found.command === "undo") throw unknown(`the run ${id} is an undo itself`);
  if (found.baseUrl !== baseUrl) {
    throw new RunError(
      "run-unknown",
      `the run ${id} was at ${found.baseUrl}, and this run is for ${baseUrl}`,
      "Set --base-url or SKYVIA_BASE_URL to that of the run.",
    );
  }
  return found;
}

function unknown(message: string): RunError {
  return new RunError("run-unknown", message, "Take the id from `run` in the lines of the ledger.");
}

function checkEnded({ io }: Context, { run, isEnded, process }: LedgerRunFound): void {
  if (isEnded || process === null || process.host !== io.host || !io.isAlive(process.pid)) return;
  throw new RunError(
    "run-active",
    `the run ${run} has not ended: its process ${process.pid} is alive`,
    "Wait until it has ended, or stop it.",
  );
}

export default undo;
