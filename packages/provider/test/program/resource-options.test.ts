import { output } from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { isLate, orDefault, resourceOptions } from "../../src/program/resource-options.ts";

const plugin = { type: "skyvia:index:IntegrationSchedule" };

describe("the options of a resource", () => {
  test.for([
    { title: "none", options: undefined, aliases: [plugin] },
    { title: "aliases of the user's", options: { aliases: [{ name: "old" }] }, aliases: [{ name: "old" }, plugin] },
    { title: "other options", options: { protect: true }, aliases: [plugin] },
  ])("have the alias of a plugin beside the user's: $title", ({ options, aliases }) => {
    expect(resourceOptions("IntegrationSchedule", options)).toEqual({ ...options, aliases });
  });

  test("of a resource that is only read are the user's", () => {
    expect(resourceOptions("IntegrationSchedule", { id: "1/2" })).toEqual({ id: "1/2" });
  });

  test("add outputs that may be secret to the user's", () => {
    const options = { additionalSecretOutputs: ["observed"] };
    expect(resourceOptions("WorkspaceSchedules", options, ["selected"])?.additionalSecretOutputs).toEqual([
      "observed",
      "selected",
    ]);
  });
});

test.for([
  { title: "undefined", input: undefined },
  { title: "null", input: null },
  { title: "a promise of undefined", input: Promise.resolve(undefined as unknown as object) },
])("an input that turns out not to be given is its default: $title", async ({ input }) => {
  expect(await orDefault<object>(input, { none: true })).toEqual({ none: true });
});

test("an input is late as an output or a promise", () => {
  expect([output(1), Promise.resolve(1), 1, "x", { a: 1 }].map(isLate)).toEqual([true, true, false, false, false]);
});
