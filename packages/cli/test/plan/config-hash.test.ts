import { loadDesired } from "@skyvia-schedules/core/yaml";
import { expect, test } from "vitest";
import { configHash } from "../../src/plan/config-hash.ts";

const base = `version: 1
workspaces:
  - id: 7
    limits: { disable: 10% }
    integrations:
      - id: 1
        schedule: enabled
        protected: true
      - id: 2
        schedule: enabled
`;

function hashOf(text: string): string {
  const { desired, problems } = loadDesired([{ file: "skyvia.yaml", bytes: new TextEncoder().encode(text) }]);
  expect(problems).toEqual([]);
  return configHash(desired);
}

test.each([
  ["a limit", "disable: 10%", "disable: 11%"],
  ["a limit less", "limits: { disable: 10% }", "limits: {}"],
  ["the other limit", "disable: 10%", "enable: 10%"],
  ["protection", "protected: true", "protected: false"],
  ["a schedule", "schedule: enabled", "schedule: disabled"],
  ["a mode", "protected: true", "protected: true\n        mode: observe"],
  ["a reason", "protected: true", "protected: true\n        reason: audit"],
])("%s is part of what the files ask for", (_, from, to) => {
  expect(base).toContain(from);
  expect(hashOf(base.replace(from, to))).not.toBe(hashOf(base));
});

test.each([
  ["a comment", "protected: true", "protected: true # audited"],
  ["where it stands", "workspaces:", "\n\nworkspaces:"],
  ["how a limit is quoted", "disable: 10%", 'disable: "10%"'],
  ["what is the default", "  - id: 7\n", "  - id: 7\n    unmanaged: report\n"],
])("%s is not", (_, from, to) => {
  expect(hashOf(base.replace(from, to))).toBe(hashOf(base));
});
