import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { createMetrics } from "../../packages/cli/src/watch/metrics.ts";
import { findPromtool } from "../../scripts/promtool/find-promtool.ts";
import { typeErrors } from "./type-errors.ts";

const folder = fileURLToPath(new URL("../../examples/kubernetes/", import.meta.url));
const read = (file: string): string => readFileSync(folder + file, "utf8");

/** The names of metrics in a text. */
function metricsIn(text: string): readonly string[] {
  return [...new Set(text.match(/\bskyvia_[a-z_]+/g))].toSorted();
}

async function served(): Promise<readonly string[]> {
  const text = await createMetrics().text();
  return [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
    type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
}

const contract = [
  "skyvia_calls_total",
  "skyvia_config_ok",
  "skyvia_drift",
  "skyvia_last_success_timestamp_seconds",
  "skyvia_next_transition_timestamp_seconds",
  "skyvia_sweep_duration_seconds",
  "skyvia_sweeps_total",
  "skyvia_writes_total",
];

describe("metrics in docs and examples", () => {
  test("docs/watch.md has every metric of the contract, and no other", () => {
    const page = readFileSync(fileURLToPath(new URL("../../docs/watch.md", import.meta.url)), "utf8");
    expect(metricsIn(page)).toEqual(contract);
  });

  test.each(["prometheus-rules.yaml", "prometheus-rules.test.yaml", "grafana-dashboard.json"])(
    "%s asks only for metrics that watch serves",
    async (file) => {
      const names = await served();
      expect(metricsIn(read(file)).filter((name) => !names.includes(name))).toEqual([]);
    },
  );

  test("the dashboard shows every metric", () => {
    const shown = metricsIn(read("grafana-dashboard.json")).map((name) => name.replace("_seconds_bucket", "_seconds"));
    expect(shown).toEqual(contract);
  });
});

/** A value for JSON, with the name of an enum's member in place of the member. */
const written =
  "type Written<T> = T extends string ? `${T}` : T extends (infer U)[] ? Written<U>[] : T extends object ? { [K in keyof T]: Written<T[K]> } : T;";

const mistakes = [
  ["a key that it does not know", '"title":"Files"', '"titel":"Files"'],
  ["a value that it does not know", '"mode":"absolute"', '"mode":"relative"'],
  ["a number as text", '"schemaVersion":39', '"schemaVersion":"39"'],
] as const;

describe("the dashboard of Grafana", () => {
  test(`is what Grafana's schema asks for, which refuses ${mistakes.map(([what]) => what).join(", ")}`, () => {
    const right = JSON.stringify(JSON.parse(read("grafana-dashboard.json")));
    const wrong = mistakes.map(([, from, to], index) => {
      expect(right).toContain(from);
      return `// @ts-expect-error\nexport const wrong${index} = (${right.replace(from, to)}) satisfies Written<Dashboard>;`;
    });
    const lines = [
      'import type { Dashboard } from "@grafana/schema";',
      written,
      `export const right = (${right}) satisfies Written<Dashboard>;`,
      ...wrong,
    ];
    expect(typeErrors(lines.join("\n"))).toEqual([]);
  });

  test("every panel has an id and a title of its own, and none covers another", () => {
    const { panels } = JSON.parse(read("grafana-dashboard.json")) as {
      panels: { id: number; title: string; gridPos: { x: number; y: number; w: number; h: number } }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

const promtool = findPromtool();
const why = "there is no promtool; `npx -y pnpm@12 promtool` gets one";

describe.skipIf(promtool === null)(`promtool${promtool === null ? `: skipped, ${why}` : ""}`, () => {
  const run = (...args: string[]): string => execFileSync(promtool ?? "", args, { cwd: folder, encoding: "utf8" });

  test("accepts the rules", () => {
    expect(run("check", "rules", "prometheus-rules.yaml")).toContain("SUCCESS: 6 rules found");
  });

  test("raises the alerts when they are due, and none of a healthy watch", () => {
    expect(run("test", "rules", "prometheus-rules.test.yaml")).toContain("SUCCESS");
  });
});

test("every alert is among those that the tests of the rules raise", () => {
  const { groups } = parse(read("prometheus-rules.yaml")) as { groups: { rules: { alert: string }[] }[] };
  const { tests } = parse(read("prometheus-rules.test.yaml")) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const raised = tests.flatMap(({ alert_rule_test: all }) => all).filter(({ exp_alerts: alerts }) => alerts.length > 0);
  expect(raised.map(({ alertname }) => alertname).toSorted()).toEqual(
    groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)).toSorted(),
  );
});
