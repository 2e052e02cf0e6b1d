import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Cause } from "@skyvia-schedules/core";
import type { SweepKind } from "./loop-state.ts";

/** What a watch counts and measures, for Prometheus. */
export interface Metrics {
  sweep(kind: SweepKind, isFailed: boolean, milliseconds: number): void;
  /** How many schedules differ now, by cause. */
  drift(counts: Readonly<Record<Cause, number>>): void;
  write(result: string): void;
  call(operation: string, status: string): void;
  /** By the wall clock, in milliseconds; null: there is none. */
  nextTransition(at: number | null): void;
  lastSuccess(at: number): void;
  configOk(isOk: boolean): void;
  /** The exposition text. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Buckets of the duration of a sweep, in seconds: from one page of a listing to 10,000 reads of a slow API. */
const durations = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const sweeps = new Counter({
    name: "skyvia_sweeps_total",
    help: "Sweeps by kind (light, full) and result (ok, failed)",
    labelNames: ["kind", "result"] as const,
    registers,
  });
  const duration = new Histogram({
    name: "skyvia_sweep_duration_seconds",
    help: "How long sweeps take",
    buckets: durations,
    registers,
  });
  const drift = new Gauge({
    name: "skyvia_drift",
    help: "Schedules that differ from the files at the last sweep, by cause",
    labelNames: ["cause"] as const,
    registers,
  });
  const writes = new Counter({
    name: "skyvia_writes_total",
    help: "Changes by result",
    labelNames: ["result"] as const,
    registers,
  });
  const calls = new Counter({
    name: "skyvia_calls_total",
    help: "Attempts of API calls by operation and status (none: no answer)",
    labelNames: ["operation", "status"] as const,
    registers,
  });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const next = gauge(
    "skyvia_next_transition_timestamp_seconds",
    "When the next hold or freeze begins or ends; absent: there is none",
  );
  const success = gauge(
    "skyvia_last_success_timestamp_seconds",
    "When the last sweep that did not fail ended; 0: none yet",
  );
  const config = gauge(
    "skyvia_config_ok",
    "1: the files are valid; 0: they are broken, and watch uses the last valid ones",
  );
  for (const kind of ["light", "full"]) for (const result of ["ok", "failed"]) sweeps.inc({ kind, result }, 0);
  for (const result of ["done", "failed", "unknown"]) writes.inc({ result }, 0);
  next.remove();
  return {
    sweep: (kind, isFailed, milliseconds) => {
      sweeps.inc({ kind, result: isFailed ? "failed" : "ok" });
      duration.observe(milliseconds / 1000);
    },
    drift: (counts) => {
      for (const [cause, count] of Object.entries(counts)) drift.set({ cause }, count);
    },
    write: (result) => writes.inc({ result }),
    call: (operation, status) => calls.inc({ operation, status }),
    nextTransition: (at) => {
      if (at === null) next.remove();
      else next.set(at / 1000);
    },
    lastSuccess: (at) => success.set(at / 1000),
    configOk: (isOk) => config.set(isOk ? 1 : 0),
    text: async () => registry.metrics(),
    contentType: registry.contentType,
  };
}
