import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { fromYaml } from "@skyvia-schedules/pulumi";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CallError, type Properties } from "../../packages/provider/test/called.ts";
import { startProvider } from "../../packages/provider/test/server/in-process.ts";
import { runHere } from "../cli/in-process.ts";
import { playByHand } from "./by-hand.ts";
import { fileOf, type WorkspaceText } from "./config.ts";
import { listed } from "./oracle.ts";
import { runs } from "./runs.ts";
import { byHand, isSound, seeds, workspaceText } from "./small-world.ts";
import { writesOf } from "./stage.ts";

/** Makes one world as the file of a folder says. */
type FrontEnd = (workspace: number, at: string) => Promise<void>;

/** The verb `apply`. */
function commandLine(folder: string, { url, token }: Emulator): FrontEnd {
  return async (_, at) => {
    const env = { SKYVIA_BASE_URL: url, SKYVIA_TOKEN: token, SKYVIA_NOW: at };
    // A preview comes before an `up`: of the limits only those that the file sets are the provider's too.
    const all = ["--max-disable", "100%", "--max-enable", "100%"];
    const { code, stderr } = await runHere(["apply", "-f", "skyvia.yaml", "--yes", ...all], { cwd: folder, env });
    expect([0, 1, 3, 4], stderr).toContain(code);
  };
}

/** A `WorkspaceSchedules` of a stack: each run is `pulumi up --refresh`, with a new provider, as in a process of its own. */
function resource(folder: string, { url, token }: Emulator): FrontEnd {
  const config = { "skyvia:token": token, "skyvia:baseUrl": url };
  let state: { id: string; props: Properties } | null = null;
  return async (workspace, at) => {
    await using provider = await startProvider({ config });
    const args = { ...fromYaml(join(folder, "skyvia.yaml"), { workspace }), at };
    const { inputs, failures } = await provider.check(args);
    expect(failures).toEqual([]);
    if (state !== null) {
      const found = await provider.read(state.id, state.props);
      state = found === null ? null : { id: state.id, props: found.props };
    }
    try {
      const replaced = state !== null && (await provider.diff(state.id, state.props, inputs)).replaces.length > 0;
      if (state === null || replaced) {
        const { id, outs } = await provider.create(inputs);
        state = { id, props: outs };
      } else if ((await provider.diff(state.id, state.props, inputs)).changes) {
        state = { id: state.id, props: await provider.update(state.id, state.props, inputs) };
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.kept !== null) state = { id: error.kept.id, props: error.kept.properties };
    }
  };
}

function schedules({ world }: Emulator): string[] {
  return [1, 2].flatMap((id) => listed(world, id).map((item) => `${id}/${item.id} ${world.schedule(id, item.id)}`));
}

function takeWrites(emulator: Emulator): string[] {
  const writes = writesOf(emulator.requests()).map(({ path }) => path);
  emulator.clearRequests();
  return writes.toSorted();
}

const select = fc.oneof(
  fc.record({ id: fc.array(fc.constantFrom(1, 2, 3, 4, 5, 6), { minLength: 1, maxLength: 3 }) }),
  fc.record({ match: fc.constantFrom("*", "stg-*", "a*") }),
  fc.record({ tag: fc.constantFrom("nightly", ["daily", "nightly"]), owner: fc.constant("ana") }),
);

/** Holds and freezes of a file. Holds that overlap agree. */
const overlays = fc.record(
  {
    holds: fc.tuple(fc.constantFrom("enabled", "disabled"), fc.array(select, { maxLength: 2 })).map(([schedule, all]) =>
      all.map((one, index) => ({
        workspace: 1,
        select: one,
        schedule,
        ...(index === 0 ? { from: "2026-12-01T03:00:00Z" } : { overrides: "freeze" }),
        until: index === 0 ? "2026-12-01T14:00:00Z" : "2026-12-01T08:00:00+01:00",
        reason: "INC-4711",
        owner: "ana",
      })),
    ),
    freezes: fc.constantFrom(
      [{ name: "noon", cron: "0 11 * * *", duration: "4h", timeZone: "UTC", except: { id: 2 } }],
      [
        {
          name: "once",
          workspace: 1,
          from: "2026-12-01T05:30",
          until: "2026-12-01T12:00:00.5Z",
          timeZone: "Europe/Berlin",
        },
      ],
    ),
  },
  { requiredKeys: [] },
);

/** Whether a file can have these holds and freezes, which are about workspace 1. */
const fit = (workspace: WorkspaceText, given: object): object => (workspace.id === 1 ? given : {});

/** Some entries have the notes that holds and freezes look at. */
const withNotes = ({ integrations, ...rest }: WorkspaceText): WorkspaceText => ({
  ...rest,
  integrations: integrations.map((entry, index) =>
    index % 2 === 0 ? { ...entry, tags: ["nightly"], owner: index % 4 === 0 ? "ana" : "bob" } : entry,
  ),
});

/** What happens to a world before the file is applied to it: what a person does, then how the file is edited. */
const rounds = fc.array(
  fc.record({
    hands: fc.array(byHand, { maxLength: 4 }),
    workspace: workspaceText.filter((workspace: WorkspaceText) => isSound([workspace])),
    overlays,
    hour: fc.constantFrom(0, 6, 12, 18),
  }),
  { minLength: 1, maxLength: 3 },
);

test("L11: the command line and the provider write the same, and reach the same state, from the same YAML", async () => {
  await fc.assert(
    fc.asyncProperty(fc.noBias(seeds), fc.noBias(rounds), async (seed, played) => {
      const folder = await mkdtemp(join(tmpdir(), "front-ends-"));
      const worlds = [await startEmulator({ seed }), await startEmulator({ seed })] as const;
      const frontEnds = [commandLine(folder, worlds[0]), resource(folder, worlds[1])] as const;
      try {
        for (const { hands, workspace, overlays: over, hour } of played) {
          for (const { world } of worlds) for (const hand of hands) playByHand(world, hand);
          const text = JSON.parse(fileOf([withNotes(workspace)])) as object;
          await writeFile(join(folder, "skyvia.yaml"), JSON.stringify({ ...text, ...fit(workspace, over) }, null, 1));
          const at = `2026-12-01T${String(hour).padStart(2, "0")}:00:00Z`;
          for (const apply of frontEnds) await apply(workspace.id, at);
          expect(schedules(worlds[1])).toEqual(schedules(worlds[0]));
          expect(takeWrites(worlds[1])).toEqual(takeWrites(worlds[0]));
        }
      } finally {
        for (const emulator of worlds) await emulator.close();
        await rm(folder, { recursive: true });
      }
    }),
    runs(16),
  );
}, 900_000);
