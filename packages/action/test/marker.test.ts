import { describe, expect, test } from "vitest";
import { readInputs } from "../src/inputs.ts";
import { isOurs, markerOf } from "../src/marker.ts";

const marker = markerOf(readInputs({ INPUT_FILES: "skyvia" }));

test("one marker a config, whatever is done with it", () => {
  const of = (env: Readonly<Record<string, string>>): string => markerOf(readInputs(env));
  expect(of({ INPUT_FILES: "skyvia", INPUT_VERB: "validate", INPUT_TOKEN: "t", "INPUT_MAX-DISABLE": "1" })).toBe(
    marker,
  );
  for (const other of [
    { INPUT_FILES: "other" },
    { INPUT_FILES: "skyvia", INPUT_WORKSPACE: "7" },
    { INPUT_FILES: "skyvia", "INPUT_BASE-URL": "https://x" },
  ]) {
    expect(of(other)).not.toBe(marker);
  }
});

describe("whether a comment is ours to change", () => {
  const user = (type: string) => ({ type }) as never;
  test.each([
    ["a bot's with the marker", `${marker}\nx`, "Bot", "NONE", true],
    ["a member's, whose token wrote it", `${marker}\nx`, "User", "MEMBER", true],
    ["that of somebody from outside", `${marker}\nx`, "User", "CONTRIBUTOR", false],
    ["a bot's without it", "x", "Bot", "NONE", false],
    ["a quote of it", `> ${marker}\nx`, "Bot", "NONE", false],
    ["the marker of another config", `${marker.replace("-->", "0 -->")}\nx`, "Bot", "NONE", false],
  ] as const)("%s", (_, body, type, association, ours) => {
    expect(isOurs(marker, { body, user: user(type), author_association: association })).toBe(ours);
  });

  test("without a body or an author it is not", () => {
    expect(isOurs(marker, { user: null, author_association: "NONE" })).toBe(false);
  });
});
