import { expect, test } from "vitest";
import { ciRunUrl, userOf } from "../../src/ledger/ci-run.ts";

const github = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "a/b", GITHUB_RUN_ID: "7" };

test.each([
  ["nowhere", {}, null],
  ["GitHub Actions", github, "https://github.com/a/b/actions/runs/7"],
  ["GitHub Actions, again", { ...github, GITHUB_RUN_ATTEMPT: "2" }, "https://github.com/a/b/actions/runs/7/attempts/2"],
  ["a part of it", { ...github, GITHUB_RUN_ID: "" }, null],
  [
    "GitLab CI",
    { CI_JOB_URL: "https://gitlab.com/j/1", CI_PIPELINE_URL: "https://gitlab.com/p/1" },
    "https://gitlab.com/j/1",
  ],
  ["GitLab CI without a job", { CI_PIPELINE_URL: "https://gitlab.com/p/1" }, "https://gitlab.com/p/1"],
])("the run's page: %s", (_, env, url) => {
  expect(ciRunUrl(env)).toBe(url);
});

test.each([
  [{}, null],
  [{ GITHUB_ACTOR: "ana" }, "ana"],
  [{ GITHUB_ACTOR: "ana", GITHUB_TRIGGERING_ACTOR: "ben" }, "ben"],
  [{ GITLAB_USER_LOGIN: "cem" }, "cem"],
])("the run's user by %o", (env, user) => {
  expect(userOf({ env: env, userName: () => null })).toBe(user);
});
