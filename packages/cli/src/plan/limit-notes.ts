import {
  defaultLimitText,
  idleLimits,
  managedByEntries,
  place,
  type DesiredState,
  type GuardedWorkspace,
} from "@skyvia-schedules/core";
import type { LimitFlags } from "../flags/write-flags.ts";
import { visible } from "../render/escape.ts";
import type { Io } from "../process/io.ts";

type Limited = Pick<GuardedWorkspace, "limits" | "managed">;

/** Prints a notice on stderr for each limit of a file that is above the default, which then counts. A flag replaces both. */
export function noteIdleLimits(
  { stderr }: Pick<Io, "stderr">,
  workspaces: readonly Limited[],
  { maxDisable, maxEnable }: LimitFlags = {},
): void {
  const flags = { disable: maxDisable, enable: maxEnable };
  for (const { limits, managed } of workspaces) {
    for (const { key, limit, source, standard } of idleLimits(limits, managed)) {
      if (flags[key] !== undefined) continue;
      const text = standard === null ? `(${defaultLimitText})` : `of ${standard}`;
      stderr.write(
        `${visible(place(source))}: notice: \`${key}: ${limit}\` has no effect: the default limit ${text} is lower, and only --max-${key} goes above it\n`,
      );
    }
  }
}

/** The same for files alone, as far as they show how many schedules are managed. */
export function noteIdleLimitsOfFiles(io: Pick<Io, "stderr">, { workspaces }: DesiredState): void {
  noteIdleLimits(
    io,
    workspaces.map((workspace) => ({ limits: workspace.limits, managed: managedByEntries(workspace) })),
  );
}
