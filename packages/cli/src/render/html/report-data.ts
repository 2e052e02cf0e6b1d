import type {
  Calendar,
  HygieneFinding,
  ManagedIntegration,
  Occurrence,
  Plan,
  UncomparedIntegration,
} from "@skyvia-schedules/core";
import type { RunsByKey } from "../../executions/read-runs.ts";

/** Everything that a report shows. */
export interface ReportData {
  /** When it was made, in milliseconds since the epoch. */
  readonly at: number;
  readonly baseUrl: string;
  readonly version: string;
  readonly plan: Plan;
  /** In the order of the plan. Each difference has its cause. */
  readonly managed: readonly ManagedIntegration[];
  /** Integrations that a problem kept from being compared. */
  readonly uncompared: readonly UncomparedIntegration[];
  /** Whether the last apply is known, which causes depend on. */
  readonly knowsLastApply: boolean;
  /** null: not read. */
  readonly runs: RunsByKey | null;
  readonly findings: readonly HygieneFinding[];
  /** What the files ask for in the next days. */
  readonly calendar: Calendar;
  readonly occurrences: readonly Occurrence[];
}
