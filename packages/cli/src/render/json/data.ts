import { entryEssence } from "@skyvia-schedules/core";
import { holdRecord } from "@skyvia-schedules/core/yaml";
import type { Explanation } from "../../verb/explanation.ts";
import type { AppliedOutcome, Outcome, SavedPlanOutcome, StatusOutcome } from "../../verb/outcome.ts";
import { unifiedDiff } from "../unified-diff.ts";
import { statusRows } from "../text/status-text.ts";

/** The `data` of the JSON envelope: everything that its other keys do not contain. undefined: there is none. */
export function dataOf(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case "drift":
      return { coverage: outcome.coverage, lastApply: outcome.lastApply };
    case "accepted":
      return {
        coverage: outcome.coverage,
        lastApply: outcome.lastApply,
        accepted: outcome.accepted,
        leftOut: outcome.leftOut,
        files: outcome.files.map((file) => ({ file: file.file, diff: unifiedDiff(file) })),
      };
    case "status":
      return statusData(outcome);
    case "saved-plan":
      return savedData(outcome);
    case "explanation":
      return explanationData(outcome.explanation);
    case "applied":
      return appliedData(outcome);
    case "workspaces":
    case "integrations":
    case "executions":
    case "report":
    case "record":
    case "started":
    case "ended":
    case "version":
      return outcome.data;
    case "help":
      return outcome.help;
    case "yaml":
      return { yaml: outcome.yaml };
    case "calendar":
      return outcome.calendar;
    case "script":
      return { shell: outcome.shell, script: outcome.text };
    case "schema":
      return JSON.parse(outcome.text);
    case "imported-files":
      return { files: outcome.files };
    case "init":
      return outcome.data;
    case "checks":
      return { checks: outcome.checks.map(({ id, what, status, found, next }) => ({ id, what, status, found, next })) };
    case "demo":
      return { steps: outcome.steps };
    case "imported":
      return { file: outcome.file, added: outcome.added, tokenFromAdded: outcome.keyed };
    case "plan":
    case "valid":
    case "problems":
    case "error":
    case "silent":
      return undefined;
  }
}

function appliedData({ lastApply, coverage, pause }: AppliedOutcome): object | undefined {
  if (lastApply !== null) return { coverage, lastApply };
  if (pause?.kind === "hold") return { hold: holdRecord(pause.hold), file: pause.written?.file ?? null };
  if (pause?.kind !== "freeze" || pause.entry === null) return undefined;
  const { record, file, wouldEnable, stillEnables } = pause.entry;
  return { freeze: record, file, wouldEnable, stillEnables };
}

function statusData({ plan, hygiene }: StatusOutcome): object {
  return {
    schedules: statusRows(plan),
    ...(hygiene === null ? {} : { hygiene: hygiene.findings, unread: hygiene.unread }),
    coverage: plan.coverage.map(({ unmanaged, tokenFrom: _tokenFrom, ...counts }) => {
      return { ...counts, unmanaged: unmanaged.map(({ id, name }) => ({ id, name })) };
    }),
  };
}

function savedData({ file, saved }: SavedPlanOutcome): object {
  const { baseUrl, configHash, at, expires, summary } = saved;
  const coverage = summary.workspaces.map((workspace) => {
    const { limits: _limits, source: _source, tokenFrom: _tokenFrom, tokenFromSource: _at, ...counts } = workspace;
    return counts;
  });
  return { file, baseUrl, configHash, at, expires, coverage };
}

function explanationData({ workspace, integration, live, entries, layers, limits, ledger }: Explanation): object {
  return {
    workspace,
    integration,
    live,
    entries: entries.map(({ entry, decides, why }) => {
      const { selectorSource, defaults } = entry;
      const taken = defaults.filter((one) => one.taken).map(({ key, source }) => [key, source] as const);
      return { ...entryEssence(entry), source: selectorSource, defaults: Object.fromEntries(taken), decides, why };
    }),
    layers: layers.map(({ timeZone: _timeZone, ...layer }) => layer),
    limits,
    ledger,
  };
}
