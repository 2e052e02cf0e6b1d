import { expect, test } from "vitest";
import { foreseenIntegration, foreseenWorkspace } from "../../../src/rules/forecast/foreseen.ts";
import { unknownValue as later, type Properties } from "../../../src/rules/properties.ts";

const single = { workspaceId: 1, integrationId: 2, enabled: true };
const known = { ...single, name: "Orders", type: "import", state: "enabled", previousState: "disabled" } as const;

const ofIntegrations: readonly [string, Partial<typeof known>, Properties, Properties][] = [
  ["a new one that is enabled", {}, single, { name: later, type: later, state: "enabled", previousState: later }],
  ["a new one that is disabled may turn out undefined", {}, { ...single, enabled: false }, { state: later }],
  ["an asserted name is the name", {}, { ...single, name: "Orders" }, { name: "Orders", __assertsName: true }],
  ["an input that is not known", {}, { ...single, enabled: later }, { enabled: later, state: later }],
  ["what stays", known, { ...single, onDelete: "disable" }, { ...known, onDelete: "disable" }],
  [
    "a switch",
    known,
    { ...single, enabled: false },
    { name: later, type: "import", state: later, previousState: "disabled" },
  ],
];
test.for(ofIntegrations)("a preview of an IntegrationSchedule: %s", ([, olds, news, foreseen]) => {
  expect(foreseenIntegration(olds, news, 0)).toMatchObject(foreseen);
});

const bulk = { workspaceId: 1, schedules: { 2: "enabled", 3: "disabled" } } as const;
const found = { selected: {}, observed: {}, unmanagedIds: [9], unmanagedCount: 1, previousStates: { 2: "disabled" } };
const state = { ...bulk, schedules: { 2: "enabled", 3: "undefined" }, ...found } as const;
const nothing = Object.fromEntries(Object.keys(found).map((key) => [key, later]));

const ofWorkspaces: readonly [string, object, Properties, Properties][] = [
  ["a new one", {}, bulk, { schedules: { 2: "enabled", 3: later }, ...nothing }],
  ["a new one without schedules", {}, { workspaceId: 1 }, { schedules: {}, ...nothing }],
  ["what stays", state, { ...bulk, onDelete: "disable" }, { ...state, onDelete: "disable" }],
  [
    "a switch",
    state,
    { ...bulk, schedules: { 2: "disabled", 3: "disabled" } },
    { schedules: { 2: later, 3: "undefined" } },
  ],
  ["schedules that are not known", state, { workspaceId: 1, schedules: later }, { schedules: later, ...nothing }],
  ["a state that is not known", state, { ...bulk, schedules: { 2: later } }, { schedules: { 2: later }, ...nothing }],
];
test.for(ofWorkspaces)("a preview of a WorkspaceSchedules: %s", ([, olds, news, foreseen]) => {
  expect(foreseenWorkspace(olds, news, 0)).toMatchObject(foreseen);
});
