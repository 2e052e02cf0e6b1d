import { expect, test } from "vitest";
import { managedWorkspace } from "../../src/rules/check/check-workspace.ts";
import { parseNotes, type Note } from "../../src/notes.ts";
import { openStage, openWorld } from "./stage.ts";
import { failureOf } from "../called.ts";
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
])("a single resource is deleted by a provider process without other knowledge: $title", async ({ lines, isOff }) => {
  const { emulator } = await openWorld();
  const config = { "skyvia:token": emulator.token, "skyvia:baseUrl": emulator.url };
  const provider = await startProvider({ config, notes: () => lines(emulator.url).join("\n") });
  await provider.delete("1/101", single);
  expect(emulator.world.schedule(1, 101)).toBe(isOff ? "disabled" : "enabled");
  await emulator.close();
});

test("an incomplete line is not a note", () => {
  expect(parseNotes(`${check}\n{"kind":"Integr`)).toEqual({ managed: [], isUpdate: true });
});

test.for([
  { title: "by a single", news: { workspaceId: 1, integrationId: 101, enabled: true } },
  { title: "by id", news: { workspaceId: 1, schedules: { 101: "enabled" } } },
  {
    title: "by glob",
    news: { workspaceId: 1, schedules: {}, entries: [{ match: "Nightly*", schedule: "enabled" }] },
  },
])("a delete does not switch the schedules of a resource that was only checked: $title", async ({ news }) => {
  await using stage = await openStage();
  await stage.provider.check(news);
  await stage.provider.delete("1/101", single);
  expect(stage.takeWrites()).toEqual([]);
});

test("a schedule that this run has released counts as changed, is set again, and is retried after a failure", async () => {
  await using stage = await openStage();
  const { provider } = stage;
  const news = { workspaceId: 1, integrationId: 101, enabled: true };
  const olds = { ...news, name: "Nightly orders", type: "import", state: "enabled", previousState: "enabled" };
  expect(await provider.diff("1/101", olds, news)).toEqual({ changes: false, replaces: [] });
  await provider.delete("1/101", single);
  expect(await provider.diff("1/101", olds, news)).toEqual({ changes: true, replaces: [] });
  stage.emulator.addFault({ match: { integration: 101 }, fault: { type: "status", status: 409 } });
  const failure = await failureOf(provider.update("1/101", olds, news));
  stage.emulator.clearFaults();
  await using next = await stage.nextRun();
  const kept = failure.kept?.properties ?? {};
  expect(await next.diff("1/101", kept, news)).toEqual({ changes: true, replaces: [] });
  expect(await next.update("1/101", kept, news)).toMatchObject({ state: "enabled" });
  expect(stage.emulator.world.schedule(1, 101)).toBe("enabled");
});
