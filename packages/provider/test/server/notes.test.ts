import { expect, test } from "vitest";
import { managedWorkspace } from "../../src/rules/check-workspace.ts";
import { parseNotes, type Note } from "../../src/notes.ts";
import { openWorld } from "./stage.ts";
import { startProvider } from "./in-process.ts";

const single = {
  workspaceId: 1,
  integrationId: 101,
  enabled: true,
  onDelete: "disable",
  name: null,
  type: null,
  state: "enabled",
  previousState: "enabled",
};
const check = '"check"';

function note(kind: Note["kind"], inputs: Readonly<Record<string, unknown>>, baseUrl: string): string {
  return JSON.stringify({ kind, baseUrl, workspace: managedWorkspace({ workspaceId: 1, ...inputs }) });
}

test.for([
  { title: "nothing is noted", lines: () => [], isOff: true },
  {
    title: "a bulk manages it by id",
    lines: (url: string) => [note("WorkspaceSchedules", { schedules: { 101: "enabled" } }, url)],
    isOff: false,
  },
  {
    title: "a bulk manages it by glob",
    lines: (url: string) => [
      note("WorkspaceSchedules", { entries: [{ match: "Nightly*", schedule: "enabled" }] }, url),
    ],
    isOff: false,
  },
  {
    title: "a bulk of another API manages it",
    lines: () => [note("WorkspaceSchedules", { schedules: { 101: "enabled" } }, "https://example.com")],
    isOff: true,
  },
  {
    title: "a single manages it, in an update",
    lines: (url: string) => [note("IntegrationSchedule", { schedules: { 101: "enabled" } }, url), check],
    isOff: false,
  },
  {
    title: "a single is noted, and nothing was checked: it may be the one that is destroyed",
    lines: (url: string) => [note("IntegrationSchedule", { schedules: { 101: "enabled" } }, url)],
    isOff: true,
  },
])("a single is deleted by a provider process that knows nothing else: $title", async ({ lines, isOff }) => {
  const { emulator } = await openWorld();
  const config = { "skyvia:token": emulator.token, "skyvia:baseUrl": emulator.url };
  const provider = await startProvider({ config, notes: () => lines(emulator.url).join("\n") });
  await provider.delete("1/101", single);
  expect(emulator.world.schedule(1, 101)).toBe(isOff ? "disabled" : "enabled");
  await emulator.close();
});

test("a line that is still being written is no note", () => {
  expect(parseNotes(`${check}\n{"kind":"Integr`)).toEqual({ managed: [], isUpdate: true });
});
