import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { canary } from "../stage.ts";
import { languages, openIn } from "./language.ts";

const kinds = [
  { kind: "IntegrationSchedule", name: "orders", id: "1/11", gone: "1/99" },
  { kind: "WorkspaceSchedules", name: "production", id: "1", gone: "9" },
] as const;
/** A name with what the languages write in a way of their own. */
const hostile = "Costs ${total} \"50%\" é \\ %{if} 'q' `b` {c}\ttab";
const seed = `
tokens: { all: { value: ${canary}, scopes: all } }
workspaces:
  - id: 1
    name: Production
    integrations:
      - { id: 11, name: ${JSON.stringify(hostile)}, type: import, schedule: enabled }
      - { id: 12, name: Hourly leads, type: sync, schedule: disabled }
      - { id: 13, name: By hand, type: export, schedule: undefined }`;

describe.each(languages)("an import in $name", (language) => {
  test("both kinds are imported, the code is generated, and a preview right after it is unchanged", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip, { seed });
    for (const { kind, name, id } of kinds) await stage.importCode(kind, name, id);
    expect(stage.resource("production")?.inputs).toMatchObject({
      schedules: { 11: "enabled", 12: "disabled", 13: "disabled" },
      names: { 11: hostile, 13: "By hand" },
    });
    stage.wantCode(kinds.map(({ name }) => name));
    expect(await stage.succeed("preview --diff")).toContain("3 unchanged");
    expect(stage.takeWrites()).toEqual([]);
  });

  test("a wrong id says what does not exist", async ({ engine, expect, skip }) => {
    await using stage = await openIn(language, engine, skip);
    const [one, all] = kinds.map(({ kind, gone }) => `import skyvia:index:${kind} gone ${gone} --yes --skip-preview`);
    expect(await stage.fail(`${one}`)).toContain("integration 99 does not exist in workspace 1");
    expect(await stage.fail(`${all}`)).toContain("workspace 9 does not exist");
    expect(stage.names()).toEqual([]);
  });
});
