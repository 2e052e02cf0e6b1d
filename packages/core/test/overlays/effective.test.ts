import { describe, expect, it } from "vitest";
import type { DesiredSchedule } from "../../src/model/model.ts";
import type { Overlays } from "../../src/model/overlay.ts";
import { effectiveAt } from "../../src/overlays/effective.ts";
import { createLayers, type Layers } from "../../src/overlays/layers.ts";
import { nextTransition, transitions } from "../../src/overlays/transitions.ts";
import { byId } from "../builders.ts";
import { freeze, hold, nightly } from "./builders.ts";

const june = Date.UTC(2026, 5, 1);
const year = Date.UTC(2027, 0, 1);

function layers(overlays: Partial<Overlays>, base: DesiredSchedule = "enabled"): Layers {
  const all = { holds: [], freezes: [], ...overlays };
  return createLayers(all, 7)(byId(1, { schedule: base, tags: ["finance"] }), { id: 1, name: "Orders" });
}

describe("what decides", () => {
  it.each([
    ["the base, where nothing covers it", {}, "enabled", "base", null],
    ["a hold over the base", { holds: [hold()] }, "disabled", "hold", "INC-1"],
    [
      "a freeze over a hold",
      { holds: [hold({ schedule: "enabled" })], freezes: [freeze()] },
      "disabled",
      "freeze",
      "year",
    ],
    [
      "a hold that overrides freezes",
      { holds: [hold({ schedule: "enabled", overridesFreeze: true })], freezes: [freeze()] },
      "enabled",
      "hold",
      "INC-1",
    ],
    ["a layer that changes nothing", { holds: [hold({ schedule: "enabled" })] }, "enabled", "hold", "INC-1"],
    [
      "of two holds the one that ends last",
      { holds: [hold({ reason: "a" }), hold({ reason: "b", until: year + 1 })] },
      "disabled",
      "hold",
      "b",
    ],
    [
      "of two that end together the first reason",
      { holds: [hold({ reason: "b" }), hold({ reason: "a" })] },
      "disabled",
      "hold",
      "a",
    ],
    [
      "of two freezes the one that ends last",
      { freezes: [nightly({ timeZone: "UTC" }, "0 0 * * *", 24), freeze()] },
      "disabled",
      "freeze",
      "night",
    ],
    ["not what it excepts", { freezes: [freeze({ except: { tag: ["finance"] } })] }, "enabled", "base", null],
    ["not a freeze of another workspace", { freezes: [freeze({ workspaceId: 8 })] }, "enabled", "base", null],
    [
      "not a hold that selects another",
      { holds: [hold({ select: { id: [1], tag: ["sales"] } })] },
      "enabled",
      "base",
      null,
    ],
  ] as const)("%s", (_, overlays, schedule, by, name) => {
    const state = effectiveAt(layers(overlays), june);
    expect([state.schedule, state.layer?.by ?? "base", state.layer?.name ?? state.layer?.reason ?? null]).toEqual([
      schedule,
      by,
      name,
    ]);
  });

  it("is half-open: on at its beginning, off at its end", () => {
    const held = layers({ holds: [hold({ from: june, until: year })] });
    const at = (instant: number) => effectiveAt(held, instant).layer?.by ?? "base";
    expect([at(june - 1), at(june), at(year - 1), at(year)]).toEqual(["base", "hold", "hold", "base"]);
  });
});

describe("transitions", () => {
  it("of nightly freezes in Berlin are two a day for a year, also over the changes of the clock", () => {
    const found = transitions(layers({ freezes: [nightly({}, "30 2 * * *", 1)] }), Date.UTC(2026, 0, 1), year);
    expect(found).toHaveLength(730);
    expect(new Set(found.filter((_, index) => index % 2 === 0).map(({ to }) => to))).toEqual(new Set(["disabled"]));
  });

  it("come from the layer that begins, or from the one that ends", () => {
    const found = transitions(layers({ freezes: [freeze()] }), Date.UTC(2025, 0, 1), Date.UTC(2030, 0, 1));
    expect(found.map(({ to, layer, ends }) => [to, layer.name, ends])).toEqual([
      ["disabled", "year", false],
      ["enabled", "year", true],
    ]);
  });

  it("do not exist if a freeze always follows itself without a gap", () => {
    const always = layers({ freezes: [nightly({ timeZone: "UTC" }, "0 0 * * *", 24)] });
    expect(nextTransition(always, june)).toBeNull();
  });

  it("exist if a day of 25 hours leaves an hour between windows of 24", () => {
    const next = nextTransition(layers({ freezes: [nightly({}, "0 0 * * *", 24)] }), june);
    expect(next).toMatchObject({ at: Date.parse("2026-10-25T22:00:00Z"), to: "enabled", ends: true });
  });

  it("do not exist if the base is off", () => {
    expect(nextTransition(layers({ freezes: [nightly()] }, "disabled"), june)).toBeNull();
  });

  it("are found after many windows that change nothing", () => {
    const held = layers(
      { holds: [hold({ schedule: "enabled", from: year })], freezes: [nightly({}, "*/5 * * * *", 1 / 60)] },
      "disabled",
    );
    expect(nextTransition(held, june)).toBeNull();
    const later = {
      holds: [hold({ schedule: "enabled", from: year, until: year + 600_000 })],
      freezes: [nightly({}, "*/5 * * * *", 1 / 60)],
    };
    expect(nextTransition(layers(later, "disabled"), june)?.at).toBe(year + 60_000);
  });
});
