import type { Allowed, Override } from "@skyvia-schedules/core";
import type { ApiFlags } from "../flags/api-flags.ts";
import { shellWord } from "./shell-word.ts";

/** The flags of the plan that an apply needs, too. `--read-only` is not one of them. */
export type PlannedFlags = Partial<Pick<ApiFlags, "baseUrl" | "tokenFile" | "concurrency" | "requestTimeout">>;

/** The command line that applies a saved plan. It can be copied and run as it is printed. */
export function applyCommand(file: string, flags: PlannedFlags, allowed: Allowed): string {
  const { baseUrl, tokenFile, concurrency = "auto", requestTimeout = 30_000 } = flags;
  const { maxDisable, maxEnable, overrides = [] } = allowed;
  const words = [
    ...flag("--max-disable", maxDisable),
    ...flag("--max-enable", maxEnable),
    ...overrides.flatMap((one) => flag("--override", overrideText(one))),
    ...flag("--base-url", baseUrl),
    ...flag("--token-file", tokenFile),
    ...flag("--concurrency", concurrency === "auto" ? undefined : concurrency),
    ...flag("--request-timeout", requestTimeout === 30_000 ? undefined : `${requestTimeout}ms`),
  ];
  const reason = overrides.length === 0 ? "" : ' --reason "..."';
  return `skyvia-schedules apply ${["./".repeat(file.startsWith("-") ? 1 : 0) + file, ...words].map(shellWord).join(" ")}${reason}`;
}

function flag(name: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [name, String(value)];
}

function overrideText({ of, workspaceId, integrationId }: Override): string {
  return workspaceId === null ? `${of}:${integrationId}` : `${of}:${workspaceId}/${integrationId}`;
}
