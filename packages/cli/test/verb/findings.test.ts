import { expect, test } from "vitest";
import type { Check, CheckKind } from "../../src/doctor/check.ts";
import { findingsOf } from "../../src/verb/findings.ts";

const failed = (id: string, kind: CheckKind): Check => ({
  id,
  kind,
  what: id,
  status: "fail",
  found: "wrong",
  next: `mend ${id}`,
});

const proxy = failed("proxy", "environment");
const passed: Check = { ...proxy, status: "ok", next: null };

test.each<[string, readonly Check[], { code: string; next: string } | null]>([
  ["no failed check is no error", [passed], null],
  ["a failed check of the environment", [proxy], { code: "checks-failed", next: "mend proxy" }],
  [
    "the token decides, also after another failed check",
    [proxy, failed("token", "token")],
    { code: "auth", next: "mend token" },
  ],
  ["a scope decides by its kind, whatever its id", [proxy, failed("x", "scope")], { code: "auth", next: "mend x" }],
  [
    "an id that only looks like a scope does not",
    [failed("scopes:x", "environment")],
    { code: "checks-failed", next: "mend scopes:x" },
  ],
])("what the failed checks of doctor say: %s", (_, checks, expected) => {
  const { error } = findingsOf({ kind: "checks", checks });
  expect(error && { code: error.code, next: error.next }).toEqual(expected);
});
