import { startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openPlugin } from "../../packages/plugin/test/plugin-client.ts";
import { CallError, type CalledProvider, type Properties } from "../../packages/provider/test/called.ts";
import { startProvider } from "../../packages/provider/test/server/in-process.ts";
import { runs } from "./runs.ts";

const states = ["enabled", "disabled", "undefined"] as const;
const ids = [11, 12, 13, 14] as const;

const schedule = fc.constantFrom("enabled", "disabled");
const onDelete = fc.constantFrom("leave", "disable", "restore");
const name = fc.constantFrom("n11", "n12", "other");

/** Instants of 2026-12-01, by their hour. */
const instant = fc.constantFrom(0, 6, 12, 18).map((hour) => `2026-12-01T${String(hour).padStart(2, "0")}:00:00Z`);
const select = fc.oneof(
  fc.record({ id: fc.constantFrom(...ids) }),
  fc.record({ match: fc.constantFrom("n*", "*2") }),
  fc.record({ name }),
);
const hold = fc.record(
  {
    select,
    schedule,
    from: fc.constant("2026-12-01T05:00:00Z"),
    until: fc.constantFrom("2026-12-01T10:00:00Z", "2026-12-01T17:00:00Z", "soon"),
    reason: fc.constant("INC"),
    owner: fc.constant("ana"),
    overrides: fc.constant("freeze"),
  },
  { requiredKeys: ["select", "schedule", "until", "reason", "owner"] },
);
const freeze = fc.record(
  {
    name: fc.constantFrom("a", "b"),
    cron: fc.constant("0 11 * * *"),
    duration: fc.constant("4h"),
    timeZone: fc.constant("UTC"),
    except: select,
  },
  { requiredKeys: ["name", "cron", "duration", "timeZone"] },
);
const overlays = { holds: fc.array(hold, { maxLength: 2 }), freezes: fc.array(freeze, { maxLength: 1 }), at: instant };

const single = fc.record(
  {
    ...overlays,
    workspaceId: fc.constantFrom(1, 2),
    integrationId: fc.constantFrom(...ids, 99),
    enabled: fc.boolean(),
    name,
    onDelete,
  },
  { requiredKeys: ["workspaceId", "integrationId", "enabled", "at"] },
);
const selector = fc.oneof(
  fc.record({ match: fc.constantFrom("n*", "n1?", "*2") }),
  fc.record({ name }),
  fc.record({ id: fc.constantFrom(...ids) }),
);
const entry = fc
  .tuple(
    selector,
    fc.record(
      { schedule, mode: fc.constantFrom("enforce", "observe"), protected: fc.boolean() },
      { requiredKeys: ["schedule"] },
    ),
  )
  .map(([selected, rest]) => ({ ...selected, ...rest }));
const bulk = fc.record(
  {
    ...overlays,
    workspaceId: fc.constantFrom(1, 2),
    schedules: fc.dictionary(fc.constantFrom("11", "12", "13", "14", "x"), schedule),
    entries: fc.array(entry, { maxLength: 2 }),
    unmanaged: fc.constantFrom("report", "ignore", "fail"),
    limits: fc.record({ disable: fc.constantFrom(0, 1, "50%") }),
    onDelete,
  },
  { requiredKeys: ["workspaceId", "schedules", "at"] },
);

/** A step of a history: of the program, by hand in the web page, or of the engine. */
type Step =
  | { readonly kind: "up"; readonly inputs: Properties }
  | { readonly kind: "by hand"; readonly id: number; readonly on: boolean }
  | { readonly kind: "refresh" | "destroy" };

function stepsOf(inputs: fc.Arbitrary<Properties>): fc.Arbitrary<Step[]> {
  const up = fc.record({ kind: fc.constant("up" as const), inputs });
  const hand = fc.record({ kind: fc.constant("by hand" as const), id: fc.constantFrom(...ids), on: fc.boolean() });
  const other = fc.record({ kind: fc.constantFrom("refresh" as const, "destroy" as const) });
  return fc.array(fc.oneof({ weight: 4, arbitrary: up }, { weight: 2, arbitrary: hand }, other), { maxLength: 6 });
}

/** The steps of the engine with a resource, and the result of each: answer, state and writes. */
async function play(emulator: Emulator, provider: CalledProvider, steps: readonly Step[]): Promise<unknown[]> {
  const seen: unknown[] = [];
  let state: { id: string; props: Properties } | null = null;
  const step = async (next: Step): Promise<void> => {
    switch (next.kind) {
      case "by hand":
        if (emulator.world.schedule(1, next.id) === "undefined") return;
        if (next.on) emulator.world.enable(1, next.id);
        else emulator.world.disable(1, next.id);
        return;
      case "refresh": {
        if (state === null) return;
        const found = await provider.read(state.id, state.props);
        seen.push(found);
        state = found === null ? null : { id: state.id, props: found.props };
        return;
      }
      case "destroy":
        if (state !== null) await provider.delete(state.id, state.props);
        state = null;
        return;
      case "up": {
        const { failures } = await provider.check(next.inputs, state?.props ?? {});
        seen.push(failures);
        if (failures.length > 0) return;
        const difference = state === null ? null : await provider.diff(state.id, state.props, next.inputs);
        seen.push(difference);
        if (state !== null && difference !== null && difference.replaces.length === 0) {
          if (difference.changes)
            state = { id: state.id, props: await provider.update(state.id, state.props, next.inputs) };
          return;
        }
        const old = state;
        const { id, outs } = await provider.create(next.inputs);
        state = { id, props: outs };
        if (old !== null) await provider.delete(old.id, old.props);
      }
    }
  };
  for (const next of steps) {
    try {
      await step(next);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      seen.push(error.message, error.kept);
      if (error.kept !== null) state = { id: error.kept.id, props: error.kept.properties };
    }
    seen.push(state === null ? null : structuredClone(state));
  }
  const writes = emulator.requests().flatMap(({ method, path }) => (method === "POST" ? [path] : []));
  return [...seen, writes, ids.map((id) => emulator.world.schedule(1, id))];
}

test.for([
  ["IntegrationSchedule", single],
  ["WorkspaceSchedules", bulk],
] as const)(
  "every history of a resource is the same in the plugin as in the dynamic provider: %s",
  async ([kind, inputs]) => {
    const history = fc.record({
      live: fc.tuple(...ids.map(() => fc.constantFrom(...states))),
      steps: stepsOf(inputs as fc.Arbitrary<Properties>),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ live, steps }) => {
        const integrations = ids.map((id, index) => ({
          id,
          name: `n${id}`,
          type: "import",
          schedule: live[index] ?? "enabled",
        }));
        const seed = { workspaces: [{ id: 1, name: "Production", integrations }] };
        const [first, second] = await Promise.all([startEmulator({ seed }), startEmulator({ seed })]);
        const settings = ({ token, url }: Emulator): Properties => ({ token, baseUrl: url });
        await using plugin = await openPlugin(settings(second));
        await using dynamic = await startProvider({
          config: { "skyvia:token": first.token, "skyvia:baseUrl": first.url },
        });
        try {
          const plain = (seen: unknown, { url }: Emulator): unknown =>
            JSON.parse(JSON.stringify(seen).replaceAll(url, "URL"));
          const expected = plain(await play(first, dynamic, steps), first);
          const text = JSON.stringify(plain(await play(second, plugin.kind(kind), steps), second));
          expect(JSON.parse(text.replaceAll("(baseUrl)", "(skyvia:baseUrl)"))).toEqual(expected);
        } finally {
          await Promise.all([first.close(), second.close()]);
        }
      }),
      runs(50),
    );
  },
);
