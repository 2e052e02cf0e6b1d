import { describe, expect, test } from "vitest";
import { cliArguments } from "../src/cli-arguments.ts";
import type { PullRequest } from "../src/event.ts";
import { readInputs } from "../src/inputs.ts";

const places = { report: "report.md", plan: "plan.json" };
const branch: PullRequest = { event: "pull_request", number: 1, outside: null };
const fork: PullRequest = { event: "pull_request", number: 1, outside: "a fork" };

const lineOf = (env: Readonly<Record<string, string>>, request: PullRequest | null): string =>
  cliArguments(readInputs(env), request, places).argv.join(" ");

describe("the command line", () => {
  test.each<[string, Readonly<Record<string, string>>, PullRequest | null, string]>([
    ["a plan on a branch", { INPUT_TOKEN: "t" }, null, "plan --out plan.json"],
    [
      "a plan on a pull request",
      { INPUT_TOKEN: "t", INPUT_FILES: "a\nb" },
      branch,
      "plan -f a -f b --out plan.json --read-only",
    ],
    ["a fork with a secret after all", { INPUT_TOKEN: "t" }, fork, "plan --out plan.json --read-only"],
    ["a fork without", { INPUT_FILES: "a", INPUT_WORKSPACE: "7", INPUT_ARGS: "--with-history" }, fork, "validate -f a"],
    ["no secret on a branch of ours", {}, branch, "plan --out plan.json --read-only"],
    [
      "limits and settings",
      {
        INPUT_WORKSPACE: "7\nStaging",
        "INPUT_BASE-URL": "https://x",
        "INPUT_MAX-DISABLE": "10%",
        "INPUT_MAX-ENABLE": "3",
      },
      null,
      "plan -w 7 -w Staging --base-url https://x --max-disable 10% --max-enable 3 --out plan.json",
    ],
    ["drift", { INPUT_VERB: "drift", INPUT_ARGS: "--ledger l.jsonl" }, null, "drift --ledger l.jsonl"],
    [
      "drift that would write, on a pull request",
      { INPUT_VERB: "drift", INPUT_ARGS: "--correct" },
      branch,
      "drift --read-only --correct",
    ],
    ["status has no limits", { INPUT_VERB: "status", "INPUT_MAX-DISABLE": "1" }, null, "status"],
    ["show", { INPUT_VERB: "show", "INPUT_PLAN-FILE": "p.json", INPUT_FILES: "a" }, null, "show p.json"],
    ["apply", { INPUT_VERB: "apply", INPUT_FILES: "a" }, null, "apply -f a --yes"],
    [
      "apply of a plan",
      { INPUT_VERB: "apply", INPUT_FILES: "a", INPUT_WORKSPACE: "7", "INPUT_PLAN-FILE": "p.json" },
      null,
      "apply p.json -f a --yes",
    ],
    [
      "validate",
      { INPUT_VERB: "validate", INPUT_ARGS: "--pulumi-stack s.json" },
      branch,
      "validate --pulumi-stack s.json",
    ],
  ])("%s", (_, env, request, line) => {
    expect(lineOf(env, request)).toBe(`${line} --report-file report.md --format github`);
  });

  test("apply on a pull request is refused", () => {
    expect(() => lineOf({ INPUT_VERB: "apply", INPUT_TOKEN: "t" }, branch)).toThrow("does not run on a pull request");
  });
});
