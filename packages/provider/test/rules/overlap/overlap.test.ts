import { expect, test } from "vitest";
import { managedWorkspace } from "../../../src/rules/check/check-workspace.ts";
import { overlapVerdict } from "../../../src/rules/overlap/overlap-text.ts";
import { managedBy, overlaps } from "../../../src/rules/overlap/overlap.ts";

type Inputs = Readonly<Record<string, unknown>>;

function verdict(first: Inputs, second: Inputs, isSecret = false): { error: string | null; warning: string | null } {
  const [a, b] = [first, second].map((inputs) => managedWorkspace({ workspaceId: 1, ...inputs }));
  if (a == null || b == null) throw new Error("inputs that are wrong");
  const { error, warning } = overlapVerdict(overlaps(managedBy(a), managedBy(b)), ["A", "B"], 1, isSecret);
  const [firstLine] = (error ?? "").split("\n");
  const [warningLine] = (warning ?? "").split("\n");
  return { error: firstLine || null, warning: warningLine || null };
}

test.for([
  {
    title: "the same id, on and off",
    first: { schedules: { 12: "enabled", 13: "enabled" } },
    second: { schedules: { 12: "disabled" } },
    error: "two resources manage integration 12 of workspace 1 and disagree: A wants enabled, B wants disabled",
  },
  {
    title: "an entry by id against schedules",
    first: { entries: [{ id: 12, schedule: "enabled" }] },
    second: { schedules: { 12: "disabled", 13: "disabled" } },
    error: "two resources manage integration 12 of workspace 1 and disagree: A wants enabled, B wants disabled",
  },
  {
    title: "the same name",
    first: { entries: [{ name: "Orders", schedule: "enabled" }] },
    second: { entries: [{ name: "Orders", schedule: "disabled" }] },
    error: 'two resources manage integration "Orders" of workspace 1 and disagree: A wants enabled, B wants disabled',
  },
  {
    title: "an id whose name is asserted, against that name",
    first: { schedules: { 12: "enabled" }, names: { 12: "Orders" } },
    second: { entries: [{ name: "Orders", schedule: "disabled" }] },
    error: "two resources manage integration 12 of workspace 1 and disagree: A wants enabled, B wants disabled",
  },
  {
    title: "a glob against an id whose name is asserted",
    first: { entries: [{ match: "stg-*", schedule: "enabled" }] },
    second: { schedules: { 12: "disabled" }, names: { 12: "stg-orders" } },
    error: "two resources manage integration 12 of workspace 1 and disagree: A wants enabled, B wants disabled",
  },
  {
    title: "the same glob",
    first: { entries: [{ match: "stg-*", schedule: "enabled" }] },
    second: { entries: [{ match: "stg-*", schedule: "disabled" }] },
    error:
      'two resources manage integrations that match "stg-*" of workspace 1 and disagree: A wants enabled, B wants disabled',
  },
  {
    title: "two globs that share names",
    first: { entries: [{ match: "stg-*", schedule: "enabled" }] },
    second: { entries: [{ match: "*-orders", schedule: "disabled" }] },
    warning:
      'two resources manage integrations that match both "stg-*" and "*-orders" of workspace 1 and may disagree: A and B',
  },
  {
    title: "two globs that share names, and agree",
    first: { entries: [{ match: "stg-*", schedule: "enabled" }] },
    second: { entries: [{ match: "*-orders", schedule: "enabled" }] },
    warning:
      'two resources manage integrations that match both "stg-*" and "*-orders" of workspace 1 and agree: A and B',
  },
  {
    title: "two globs that share no name",
    first: { entries: [{ match: "stg-*", schedule: "enabled" }] },
    second: { entries: [{ match: "prod-*", schedule: "disabled" }] },
  },
  {
    title: "a glob under one that takes every name",
    first: { entries: [{ match: "stg-*", schedule: "enabled" }] },
    second: { entries: [{ match: "*", schedule: "disabled" }] },
    error:
      'two resources manage integrations that match both "stg-*" and "*" of workspace 1 and disagree: A wants enabled, B wants disabled',
  },
  {
    title: "a glob under one that takes every name, where an earlier entry only observes those",
    first: { entries: [{ match: "stg-*", schedule: "enabled" }] },
    second: {
      entries: [
        { match: "stg-*", schedule: "enabled", mode: "observe" },
        { match: "*", schedule: "disabled" },
      ],
    },
  },
  {
    title: "an id whose name is not known, against a glob that takes every name",
    first: { schedules: { 12: "enabled" } },
    second: { entries: [{ match: "*", schedule: "disabled" }] },
    error: "two resources manage integration 12 of workspace 1 and disagree: A wants enabled, B wants disabled",
  },
  {
    title: "an id whose name is not known, against another glob",
    first: { schedules: { 12: "enabled" } },
    second: { entries: [{ match: "stg-*", schedule: "disabled" }] },
  },
  {
    title: "a name under a glob, where an entry by id may decide",
    first: { entries: [{ name: "stg-orders", schedule: "enabled" }] },
    second: { schedules: { 12: "enabled" }, entries: [{ match: "stg-*", schedule: "disabled" }] },
    warning: 'two resources manage integration "stg-orders" of workspace 1 and may disagree: A and B',
  },
  {
    title: "two that agree",
    first: { schedules: { 12: "enabled" } },
    second: { schedules: { 12: "enabled" } },
    warning: "two resources manage integration 12 of workspace 1 and agree: A and B",
  },
  {
    title: "many that agree, by the first five and a number",
    first: { schedules: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((id) => [id, "enabled"])) },
    second: { schedules: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((id) => [id, "enabled"])) },
    warning:
      "two resources manage integration 1, integration 2, integration 3, integration 4, integration 5 and 2 more of workspace 1 and agree: A and B",
  },
  {
    title: "a name that is secret",
    first: { entries: [{ name: "Orders", schedule: "enabled" }] },
    second: { entries: [{ name: "Orders", schedule: "disabled" }] },
    isSecret: true,
    error:
      "two resources manage integrations with a secret name of workspace 1 and disagree: A wants enabled, B wants disabled",
  },
  {
    title: "one that only observes",
    first: { entries: [{ id: 12, schedule: "enabled", mode: "observe" }] },
    second: { schedules: { 12: "disabled" } },
  },
  {
    title: "other workspaces",
    first: { workspaceId: 2, schedules: { 12: "enabled" } },
    second: { schedules: { 12: "disabled" } },
  },
])("$title", ({ first, second, isSecret, error = null, warning = null }) => {
  expect(verdict(first, second, isSecret)).toEqual({ error, warning });
});
