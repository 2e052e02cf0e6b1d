import { hygieneRules, type HygieneFinding, type HygieneRule } from "@skyvia-schedules/core";

/** What each rule finds, after a count: `2 failing`. */
export const ruleWords: Readonly<Record<HygieneRule, string>> = {
  failing: "failing",
  "never-ran": "never ran",
  "long-disabled": "disabled for long",
  "no-owner": "without an owner",
};

/** The findings of each rule that has any, in the order of the rules. */
export function byRule(
  findings: readonly HygieneFinding[],
): readonly (readonly [HygieneRule, readonly HygieneFinding[]])[] {
  const groups = Map.groupBy(findings, ({ rule }) => rule);
  return hygieneRules.flatMap((rule) => {
    const found = groups.get(rule);
    return found === undefined ? [] : [[rule, found] as const];
  });
}

/** The findings in numbers: `2 failing, 1 never ran`. */
export function hygieneCounts(findings: readonly HygieneFinding[]): string {
  if (findings.length === 0) return "nothing found";
  return byRule(findings)
    .map(([rule, found]) => `${found.length} ${ruleWords[rule]}`)
    .join(", ");
}
