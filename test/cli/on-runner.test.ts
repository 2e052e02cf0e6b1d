import { describe, test } from "vitest";
import { openPlace, type Place } from "./place.ts";

/** Texts that GitHub's runner reads as commands: at the start of a line, or anywhere. */
const hostile = [
  "::error file=a.yaml::injected",
  "##[error]injected",
  "  ::stop-commands::x",
  "a\r::warning::injected",
];

const file = `version: 1
workspaces:
  - id: 7
    integrations:
      - { id: 1, schedule: enabled }
      - { id: 2, name: "::error::expected", schedule: disabled }
      - { name: "##[error]nobody", schedule: disabled }
`;

/** A workspace with hostile names, and hostile files. */
async function open(): Promise<Place> {
  const place = await openPlace({
    seed: {
      tokens: { all: { value: "a-token-of-the-tests", scopes: "all" } },
      workspaces: [
        {
          id: 7,
          name: "::error::workspace",
          integrations: hostile.map((name, index) => ({
            id: index + 1,
            name,
            type: "import" as const,
            schedule: (["disabled", "enabled", "undefined", "enabled"] as const)[index] ?? "disabled",
          })),
        },
      ],
    },
  });
  place.write("::error::x.yaml", file);
  place.write("##[error]broken.yaml", "version: 1\nworkspaces: ::error::x\n");
  return place;
}

const f = ["-f", "::error::x.yaml"];

describe.concurrent("on a runner of GitHub no verb prints a text that is a command, in text format", () => {
  test.for<readonly [string, ...(readonly string[])]>([
    ["plan", ...f],
    ["plan", ...f, "--all"],
    ["status", ...f],
    ["drift", ...f],
    ["apply", ...f, "--yes"],
    ["validate", ...f],
    ["validate", "-f", "##[error]broken.yaml"],
    ["validate", "-f", "::error::none.yaml"],
    ["explain", ...f, "-w", "7", "2"],
    ["explain", ...f, "-w", "7", "::error::none"],
    ["list", "-w", "7"],
    ["list", "-w", "::error::workspace"],
    ["list", "-w", "::error::nobody"],
    ["workspaces"],
    ["get", "1", "-w", "7"],
    ["executions", "1", "-w", "7"],
    ["import", "-w", "7"],
    ["import", "-w", "7", "--out", "::error::out.yaml"],
    ["run", "1", "-w", "7", "--wait"],
    ["cancel", "1", "-w", "7"],
    ["kill", "1", "-w", "7"],
    ["enable", "3", "-w", "7"],
    ["disable", "2", "-w", "7"],
    ["show", "::error::none.json"],
    ["::error::verb"],
    ["##[error]verb"],
    ["plan", "--::error::flag"],
    ["plan", ...f, "--token-file", "::error::token"],
    ["help", "::error::verb"],
  ])("%s %s %s", async (args, { expect }) => {
    await using place = await open();
    const { stdout, stderr } = await place.run(args, { env: { GITHUB_ACTIONS: "true" } });
    for (const line of `${stdout}\n${stderr}`.split(/[\r\n]/)) {
      expect(line).not.toMatch(/^\s*::/);
      expect(line).not.toContain("##[");
    }
  });

  test("in the format of the runner itself, there are only commands of the tool", async ({ expect }) => {
    await using place = await open();
    const { stdout, stderr } = await place.run(["plan", ...f, "--format", "github"], {
      env: { GITHUB_ACTIONS: "true" },
    });
    for (const line of `${stdout}\n${stderr}`.split(/[\r\n]/)) {
      if (/^\s*::/.test(line)) expect(line).toMatch(/^::(notice|error|warning) (file|title)=/);
      else expect(line).not.toContain("##["); // within a command the runner looks for no other one
    }
  });
});

test("a name of 10,000 characters is cut in lists", async ({ expect }) => {
  const name = "n".repeat(10_000);
  await using place = await openPlace({
    seed: {
      tokens: { all: { value: "a-token-of-the-tests", scopes: "all" } },
      workspaces: [{ id: 7, name, integrations: [{ id: 1, name, type: "import", schedule: "disabled" }] }],
    },
  });
  for (const verb of ["list -w 7", "workspaces"]) {
    const { stdout, stderr } = await place.run(verb.split(" "));
    for (const line of `${stdout}\n${stderr}`.split("\n")) expect(line.length, verb).toBeLessThan(400);
  }
});
