import { familyOf } from "@skyvia-schedules/core/error-codes";
import type { Config } from "../files/config-files.ts";
import type { WatchFlags } from "../flags/watch-flags.ts";
import type { Io } from "../process/io.ts";
import type { Context } from "../verb/context.ts";
import { findingsOf } from "../verb/findings.ts";
import type { Outcome } from "../verb/outcome.ts";
import { operationOf, statusOf } from "./calls.ts";
import { serveEndpoints } from "./endpoints.ts";
import { createLog, noticesTo, type Log } from "./log.ts";
import {
  beginSweep,
  endSweep,
  kindOfSweep,
  noteFiles,
  reasonToSweep,
  startLoop,
  stopLoop,
  waitBeforeLook,
  type LoopState,
  type Moment,
  type SweepReason,
} from "./loop-state.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { countSweep, logSweep, type Known } from "./report-sweep.ts";
import { sweep, type Swept } from "./sweep.ts";
import { watchFiles, type WatchedFiles } from "./watched-files.ts";

/** How often watch looks for changed files, in milliseconds. */
const fileLook = 2000;

/** How long calls in flight may take after a signal, in milliseconds: the watch ends within ten seconds. */
const lastPatience = 8000;

/** Compares live with the files until a signal comes. Throws a `RunError` if the address cannot be listened on. */
export async function watch(
  given: Context,
  flags: WatchFlags,
  first: { readonly config: Config; readonly fingerprint: string },
): Promise<Outcome> {
  const log = createLog(given.io, flags.logFormat ?? (given.format === "json" ? "json" : "text"));
  const metrics = createMetrics();
  const context = withLog(given, log);
  const watcher = createWatcher(context, flags, { log, metrics, files: watchFiles(context, flags, log, first) });
  await using endpoints = await serveEndpoints(flags.listen, { metrics, notReady: watcher.notReady });
  const does = isCorrecting(flags) ? "corrects what differs" : "only reports what differs";
  log.info("started", `watch has started and ${does}; metrics: ${endpoints.url}/metrics`, { url: endpoints.url });
  if (isCorrecting(flags) && flags.ledger === undefined) {
    log.warn(
      "no-ledger",
      "without --ledger watch cannot notice that somebody else switches a schedule again and again",
    );
  }
  const patience = limitPatience(context);
  try {
    return await watcher.run();
  } finally {
    patience.end();
  }
}

/** Whether the run may write. `--read-only` wins over `--correct`. */
function isCorrecting({ correct, readOnly }: WatchFlags): boolean {
  return correct && !readOnly;
}

/** The same context, whose notices are lines of the log. */
function withLog(context: Context, log: Log): Context {
  const io = Object.create(context.io, { stderr: { value: noticesTo(log, context.io.stderr) } }) as Io;
  return { ...context, io };
}

/** After a signal, calls in flight get a few seconds to end. Then they are aborted. */
function limitPatience({ io, interruption }: Context): { end(): void } {
  const ended = new AbortController();
  const stopListening = io.onSignal(() => {
    io.sleep(lastPatience, ended.signal).then(
      () => interruption.interrupt(),
      () => {},
    );
  });
  return {
    end: () => {
      ended.abort();
      stopListening();
    },
  };
}

interface Parts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly files: WatchedFiles;
}

interface Watcher {
  /** Why `/readyz` answers 503. null: it answers 200. */
  readonly notReady: () => string | null;
  /** Runs until a signal comes, or until the API refuses the token in the first sweep. */
  run(): Promise<Outcome>;
}

function createWatcher(context: Context, flags: WatchFlags, { log, metrics, files }: Parts): Watcher {
  const { io, interruption } = context;
  const moment = (): Moment => ({ wall: io.now(), monotonic: io.monotonic() });
  const isStopped = (): boolean => interruption.received !== null;
  let state = startLoop(moment());
  let known: Known = new Set();
  let calls = 0;
  const counting: Context = {
    ...context,
    onAttempt: (attempt) => {
      calls++;
      metrics.call(operationOf(attempt), statusOf(attempt));
    },
  };
  metrics.configOk(true);

  const sweepOnce = async (reason: SweepReason): Promise<Swept> => {
    const began = moment();
    const kind = kindOfSweep(state, began);
    state = beginSweep(state, began);
    calls = 0;
    const mayWrite = isCorrecting(flags) && files.isOk;
    const swept = await sweep(counting, flags, { kind, config: files.config, mayWrite });
    if (isStopped() && swept.outcome.kind === "error") return swept; // the signal ended it
    const facts = { reason, calls, milliseconds: io.monotonic() - began.monotonic };
    countSweep(metrics, swept, facts, io.now());
    known = logSweep(log, swept, facts, known);
    if (!files.isOk) log.error("files-broken", "the files are still broken: watch writes nothing");
    state = endSweep(state, swept, moment(), { interval: flags.interval, random: () => io.random() });
    return swept;
  };

  const lookAtFiles = async (): Promise<void> => {
    const hasChanged = await files.look().catch((error: unknown) => {
      if (isStopped()) return false; // the signal ended it
      throw error;
    });
    if (!hasChanged) return;
    metrics.configOk(files.isOk);
    state = noteFiles(state);
  };

  return {
    notReady: () => notReady(state),
    run: async () => {
      let lookedAt = io.monotonic();
      while (!isStopped()) {
        if (io.monotonic() - lookedAt >= fileLook) {
          lookedAt = io.monotonic();
          await lookAtFiles();
        }
        const reason = reasonToSweep(state, moment());
        if (reason === null) {
          await io.sleep(waitBeforeLook(state, moment()), interruption.signal).catch(() => {}); // a signal ends it
          continue;
        }
        const { outcome } = await sweepOnce(reason);
        if (reason === "start" && !isStopped() && isTokenRefused(outcome)) return outcome;
      }
      state = stopLoop(state);
      log.info("stopped", `stopped by ${interruption.received ?? "a signal"}`);
      return { kind: "silent" };
    },
  };
}

function notReady({ phase, failures, hasSucceeded }: LoopState): string | null {
  if (phase === "stopped") return "it is stopped";
  if (failures > 0) return "the last sweep failed";
  if (!hasSucceeded) return "the first sweep has not ended";
  return null;
}

/** A refused token ends the run in the first sweep, as with every verb. Later somebody may replace it, so watch continues. */
function isTokenRefused(outcome: Outcome): boolean {
  const { error, problems } = findingsOf(outcome);
  return (error !== null && familyOf(error) === "token") || problems.some(({ kind }) => kind === "lacks-token");
}
