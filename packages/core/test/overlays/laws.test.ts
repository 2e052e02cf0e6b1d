import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DesiredEntry, DesiredSchedule } from "../../src/model/model.ts";
import type { Freeze, Hold, OverlaySelect, Overlays } from "../../src/model/overlay.ts";
import { effectiveAt, type EffectiveState } from "../../src/overlays/effective.ts";
import { createLayers, type Layers } from "../../src/overlays/layers.ts";
import { spansOf, transitions } from "../../src/overlays/transitions.ts";
import { byId } from "../builders.ts";
import { naiveStarts } from "./naive-cron.ts";
import { runs } from "../../../../test/laws/runs.ts";

const hour = 3_600_000;
/** The clock changes in Berlin within these days. */
const begin = Date.UTC(2026, 2, 27);
const end = begin + 96 * hour;

const entry: DesiredEntry = byId(1, { tags: ["finance"], owner: "ana" });
const subject = { id: 1, name: "Nightly orders" };

const instant = fc.integer({ min: 0, max: 96 }).map((hours) => begin + hours * hour);
const schedule = fc.constantFrom<DesiredSchedule>("enabled", "disabled");
const select = fc.constantFrom<OverlaySelect>(
  { id: [1, 2] },
  { id: [2] },
  { name: ["Nightly orders"] },
  { match: ["Nightly *"] },
  { match: ["stg-*"] },
  { tag: ["finance"], owner: ["ana", "bob"] },
  { tag: ["sales"] },
);
const place = { file: "skyvia.yaml", line: 1, column: 1 };
const interval = fc.tuple(instant, instant).filter(([from, until]) => from < until);

const hold: fc.Arbitrary<Hold> = fc
  .record({
    select,
    schedule,
    interval,
    isOpen: fc.boolean(),
    overridesFreeze: fc.boolean(),
    reason: fc.constantFrom("INC-1", "INC-2"),
  })
  .map(({ interval: [from, until], isOpen, ...rest }) => {
    return { workspaceId: 7, from: isOpen ? null : from, until, owner: "ana", timeZone: "UTC", source: place, ...rest };
  });

const freezeTime = fc.oneof(
  interval.map(([from, until]) => ({ kind: "once", from, until }) as const),
  fc
    .record({
      cron: fc.constantFrom("30 2 * * *", "0 1,3 * * *", "0 */6 * * *", "0 0 * * 0"),
      duration: fc.constantFrom(hour, 2 * hour, 24 * hour),
    })
    .map((recurring) => ({ kind: "recurring", ...recurring }) as const),
);
const freeze: fc.Arbitrary<Freeze> = fc
  .record({
    select: fc.option(select),
    except: fc.option(select),
    time: freezeTime,
    workspaceId: fc.constantFrom(7, 8, null),
    name: fc.constantFrom("a", "b", "c"),
  })
  .map((rest) => ({ reason: null, owner: null, timeZone: "Europe/Berlin", source: place, ...rest }));
const overlays: fc.Arbitrary<Overlays> = fc.record({
  holds: fc.array(hold, { maxLength: 4 }),
  freezes: fc.array(freeze, { maxLength: 3 }),
});

const layersOf = (given: Overlays, base: DesiredSchedule): Layers =>
  createLayers(given, 7)({ ...entry, schedule: base }, subject);
/** A state without the place of its layer in memory. */
const plain = ({ schedule: state, layer, window }: EffectiveState): unknown => {
  return { state, by: layer?.by ?? "base", reason: layer?.reason, name: layer?.name, until: window?.until };
};

describe("the effective state", () => {
  it("agrees with the naive implementation, at any time, with any overlap", () => {
    fc.assert(
      fc.property(overlays, schedule, instant, (given, base, at) => {
        const { schedule: state, layer } = effectiveAt(layersOf(given, base), at);
        expect([state, layer?.by ?? "base"]).toEqual(naive(given, base, at));
      }),
      { numRuns: 25 },
    );
  });

  it("does not depend on the order of entries in the files", () => {
    fc.assert(
      fc.property(overlays, schedule, instant, ({ holds, freezes }, base, at) => {
        const turned = { holds: holds.toReversed(), freezes: freezes.toReversed() };
        expect(plain(effectiveAt(layersOf(turned, base), at))).toEqual(
          plain(effectiveAt(layersOf({ holds, freezes }, base), at)),
        );
      }),
      runs(100),
    );
  });

  it("does not depend on a hold or a freeze that is over", () => {
    fc.assert(
      fc.property(overlays, hold, freeze, schedule, instant, (given, oldHold, oldFreeze, base, at) => {
        const over = { kind: "once", from: at - 2 * hour, until: at } as const;
        const more = {
          holds: [...given.holds, { ...oldHold, from: at - hour, until: at }],
          freezes: [{ ...oldFreeze, time: over }, ...given.freezes],
        };
        expect(plain(effectiveAt(layersOf(more, base), at))).toEqual(plain(effectiveAt(layersOf(given, base), at)));
      }),
      runs(100),
    );
  });

  it("is the base without holds and freezes", () => {
    fc.assert(
      fc.property(schedule, instant, (base, at) => {
        const layers = layersOf({ holds: [], freezes: [] }, base);
        expect(effectiveAt(layers, at)).toEqual({ schedule: base, layer: null, window: null });
      }),
      runs(100),
    );
  });

  it("changes only at the instants that transitions(from, to) lists, and at each of them", () => {
    fc.assert(
      fc.property(overlays, schedule, (given, base) => {
        const layers = layersOf(given, base);
        const found: number[] = [];
        for (let at = begin; at < end; at += 30 * 60_000) {
          const [before, now] = [effectiveAt(layers, at - 1).schedule, effectiveAt(layers, at).schedule];
          if (at > begin && before !== now) found.push(at);
        }
        expect(transitions(layers, begin, end).map(({ at }) => at)).toEqual(found);
      }),
      runs(100),
    );
  });

  it("is the same all through a span, and spans have no gaps", () => {
    fc.assert(
      fc.property(overlays, schedule, (given, base) => {
        const layers = layersOf(given, base);
        const spans = spansOf(layers, begin, end);
        expect(spans.map(({ from }) => from)).toEqual([begin, ...spans.slice(0, -1).map(({ until }) => until)]);
        expect(spans.at(-1)?.until).toBe(end);
        for (const span of spans) {
          for (const at of [span.from, (span.from + span.until) / 2, span.until - 1]) {
            const state = effectiveAt(layers, at);
            expect([state.schedule, state.layer]).toEqual([span.schedule, span.layer]);
          }
        }
      }),
      runs(100),
    );
  });
});

/** The rule as it is written: base, then holds over it, then freezes over them. */
function naive({ holds, freezes }: Overlays, base: DesiredSchedule, at: number): [DesiredSchedule, string] {
  const covering = holds.filter((one) => fits(one.select) && (one.from === null || one.from <= at) && at < one.until);
  const frozen = freezes.some((one) => {
    if (one.workspaceId !== null && one.workspaceId !== 7) return false;
    if (one.select !== null && !fits(one.select)) return false;
    return (one.except === null || !fits(one.except)) && isOn(one, at);
  });
  const counting = frozen ? covering.filter(({ overridesFreeze }) => overridesFreeze) : covering;
  const [top] = counting.toSorted(
    (a, b) =>
      b.until - a.until || (a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : a.schedule < b.schedule ? -1 : 1),
  );
  if (top !== undefined) return [top.schedule, "hold"];
  return frozen ? ["disabled", "freeze"] : [base, "base"];
}

function isOn({ time, timeZone }: Freeze, at: number): boolean {
  if (time.kind === "once") return time.from <= at && at < time.until;
  return naiveStarts(time.cron, timeZone, at - time.duration + 60_000, at + 60_000).length > 0;
}

function fits({ id, name, match, tag, owner }: OverlaySelect): boolean {
  if (id !== undefined && !id.includes(1)) return false;
  if (name !== undefined && !name.includes(subject.name)) return false;
  if (match !== undefined && !match.some((glob) => subject.name.startsWith(glob.slice(0, -1)))) return false;
  if (tag !== undefined && !tag.includes("finance")) return false;
  return owner === undefined || owner.includes("ana");
}
