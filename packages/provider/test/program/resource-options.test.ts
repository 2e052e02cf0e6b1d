import { CustomResource, output, type Output } from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import type { OutputProperty, OutputsOf } from "../../src/declared/property.ts";
import { isLate, orDefault, resourceOptions, unresolved } from "../../src/program/resource-options.ts";

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

describe("an output that is declared in one place only does not compile", () => {
  abstract class Declared extends CustomResource {
    declare readonly enabled: Output<boolean>;
    declare readonly state: Output<string>;
  }
  interface State {
    readonly enabled: boolean;
    readonly state: string;
    readonly __internal: boolean;
  }

  const enabled: OutputProperty = { type: "boolean", description: "Whether it is on." };
  const state: OutputProperty = { type: "string", description: "The state." };
  const declared: OutputsOf<State> = { enabled, state };

  test("it is declared, in the class and in the state: it has no value yet", () => {
    expect(unresolved<Declared, State>(declared)).toEqual({ enabled: undefined, state: undefined });
    expect(Object.keys(unresolved<Declared, State>(declared))).toEqual(["enabled", "state"]);
  });

  test("it is not declared", () => {
    // @ts-expect-error `state` is missing
    const outputs: OutputsOf<State> = { enabled };
    expect(Object.keys(outputs)).toEqual(["enabled"]);
  });

  test("the provider does not return it", () => {
    // @ts-expect-error the state has no `state`
    const outputs: OutputsOf<Pick<State, "enabled">> = { enabled, state };
    // @ts-expect-error nothing fits `state`
    expect(Object.keys(unresolved<Declared, Pick<State, "enabled">>(outputs))).toEqual(["enabled", "state"]);
  });

  test("the class does not declare it", () => {
    interface Wider extends State {
      readonly added: string;
    }
    const outputs: OutputsOf<Wider> = { ...declared, added: state };
    // @ts-expect-error nothing fits `added`
    expect(Object.keys(unresolved<Declared, Wider>(outputs))).toContain("added");
  });
});
