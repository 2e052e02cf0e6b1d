import { stripTypeScriptTypes } from "node:module";
import { expect, test } from "vitest";
import { pulumiProgram } from "../../src/init/pulumi-program.ts";

const programOf = (name: string): string => {
  const integrations = [
    { id: 456, name, schedule: "enabled" as const },
    { id: 457, name, schedule: "undefined" as const },
  ];
  return pulumiProgram([{ id: 7, name, integrations }], "0.1.0").find(({ path }) => path === "index.ts")?.text ?? "";
};

test("one resource for each workspace, with the names as comments", () => {
  expect(programOf("Nightly orders")).toBe(`import { WorkspaceSchedules } from "@skyvia-schedules/pulumi";

new WorkspaceSchedules("nightly-orders", {
  workspaceId: 7, // Nightly orders
  schedules: {
    456: "enabled", // Nightly orders
    // 457 Nightly orders: no schedule is defined
  },
});
`);
});

test.each(["a\nb", "a\u2028process.exit()", "a\r b", "\u0000", "*/ x", "\u202e", "\ud800", "", "`${x}`"])(
  "the name %j stays a comment",
  (name) => {
    const text = programOf(name);
    expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\r\0]/u);
    const code = stripTypeScriptTypes(text).replaceAll(/\/\/.*/g, "");
    expect(code.split(/\s+/)).toEqual(
      programOf("n")
        .replaceAll(/\/\/.*/g, "")
        .replace('"n"', /Schedules\("[^"]*"/.exec(text)?.[0].slice(10) ?? "")
        .split(/\s+/),
    );
  },
);

test("a workspace without a schedule has an empty resource", () => {
  const [, , , index] = pulumiProgram([{ id: 9, name: null, integrations: [] }], "0.1.0");
  expect(index?.text).toContain('new WorkspaceSchedules("workspace-9", {\n  workspaceId: 9,\n  schedules: {},\n});');
});
