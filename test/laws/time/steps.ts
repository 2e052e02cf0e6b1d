import type { DesiredSchedule, ScheduleState, Side } from "@skyvia-schedules/core";
import * as fc from "fast-check";
import { cast } from "./cast.ts";
import type { WriteFailure } from "./memory.ts";
import type { FreezeText, HoldText, OverlayTexts, Select } from "./oracle.ts";

/** When every history begins: the clock changes in Berlin two days later. */
export const begin: number = Date.UTC(2026, 2, 27, 12);
export const hour = 3_600_000;

/** What happens to a process, in plain numbers. */
export interface FateText {
  readonly killAfter: number | null;
  /** A person switches a member of the cast, or removes its schedule, after so many calls. */
  readonly meanwhile: { readonly after: number; readonly who: number; readonly act: "switch" | "undefine" } | null;
  /** A write that fails, counted from 0. */
  readonly failing: { readonly nth: number; readonly how: WriteFailure } | null;
}

/** One step of a history. Ids are those of workspace 7, `who` is a member of the cast, hours count from now. */
export type Step =
  | { readonly step: "hold"; readonly hold: HoldText }
  | { readonly step: "freeze entry"; readonly freeze: Omit<FreezeText, "name"> }
  | { readonly step: "remove"; readonly nth: number }
  | { readonly step: "fix expired" }
  | { readonly step: "turn files" }
  | { readonly step: "person"; readonly who: number; readonly act: "switch" | "undefine" | "define" | "delete" }
  | { readonly step: "pass"; readonly hours: number }
  | { readonly step: "apply"; readonly fate: FateText }
  | {
      readonly step: "switch";
      readonly id: number;
      readonly schedule: DesiredSchedule;
      readonly hours: number;
      readonly fate: FateText;
    }
  | {
      readonly step: "freeze";
      readonly slot: number;
      readonly ids: readonly number[] | null;
      /** For how long the file has it too. null: no file has it. */
      readonly hours: number | null;
      readonly fate: FateText;
    }
  | { readonly step: "thaw"; readonly slot: number; readonly side: Side; readonly fate: FateText }
  /** `nth`: of the runs so far. null: the last one. */
  | { readonly step: "undo"; readonly nth: number | null; readonly fate: FateText }
  | { readonly step: "drift" };

/** A workspace with its files, and what happens. */
export interface Story {
  /** What each entry asks for, in the order of the cast. */
  readonly bases: readonly DesiredSchedule[];
  readonly live: readonly ScheduleState[];
  readonly scheduledMeans: "active" | "defined";
  readonly overlays: OverlayTexts;
  readonly style: "json" | "lines";
  readonly concurrency: number;
  readonly steps: readonly Step[];
}

const schedule = fc.constantFrom<DesiredSchedule>("enabled", "disabled");
const state = fc.constantFrom<ScheduleState>("enabled", "enabled", "disabled", "undefined");
const who = fc.nat(cast.length - 1);
const select = fc.constantFrom<Select>(
  { id: 1 },
  { id: [1, 4] },
  { id: [2, 3, 6] },
  { name: "Hourly leads" },
  { match: "stg-*" },
  { match: "*" },
  { tag: "finance" },
  { owner: "bob" },
  { tag: "eu", id: [1, 2] },
);
/** Whole hours from two days before the beginning to six days after it. */
const instant = fc.integer({ min: -48, max: 144 }).map((hours) => begin + hours * hour);
const interval = fc
  .tuple(instant, fc.integer({ min: 1, max: 72 }))
  .map(([from, hours]) => ({ from, until: from + hours * hour }));

const hold: fc.Arbitrary<HoldText> = fc
  .record({
    select,
    schedule,
    interval,
    isOpen: fc.boolean(),
    overrides: fc.boolean(),
    reason: fc.constantFrom("INC-1", "INC-2", "INC-3"),
    workspace: fc.constantFrom(7, 7, 7, 8),
  })
  .map(({ interval: { from, until }, isOpen, ...rest }) => ({ ...rest, from: isOpen ? null : from, until }));

const recurring = fc.record({
  hour: fc.constantFrom(0, 1, 12, 22),
  weekday: fc.option(fc.constantFrom(0, 1, 6)),
  hours: fc.integer({ min: 1, max: 24 }),
  zone: fc.constantFrom("Europe/Berlin", "UTC", "America/New_York"),
});

const freeze: fc.Arbitrary<Omit<FreezeText, "name">> = fc.record({
  workspace: fc.constantFrom(null, 7, 8),
  select: fc.option(select),
  except: fc.option(select),
  time: fc.oneof({ weight: 2, arbitrary: interval }, { weight: 1, arbitrary: recurring }),
});
const named =
  (prefix: string) =>
  (freezes: readonly Omit<FreezeText, "name">[]): FreezeText[] =>
    freezes.map((one, index) => ({ name: `${prefix} ${index + 1}`, ...one }));

const fate: fc.Arbitrary<FateText> = fc.record({
  killAfter: fc.option(fc.nat(24), { freq: 2 }),
  meanwhile: fc.option(fc.record({ after: fc.nat(30), who, act: fc.constantFrom("switch", "switch", "undefine") }), {
    freq: 4,
  }),
  failing: fc.option(
    fc.record({ nth: fc.nat(3), how: fc.constantFrom<WriteFailure>("refused", "lost before", "lost after") }),
    { freq: 4 },
  ),
});
/** Nothing happens. */
export const quiet: FateText = { killAfter: null, meanwhile: null, failing: null };
const killed: fc.Arbitrary<FateText> = fc.nat(24).map((killAfter) => ({ ...quiet, killAfter }));

const slot = fc.nat(1);
const ids = fc.option(fc.constantFrom([1, 2, 4], [9], [1, 6]));
const side = fc.constantFrom<Side>(null, null, "ours", "theirs");
const person: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("person"),
  who,
  act: fc.constantFrom("switch", "switch", "switch", "undefine", "define", "delete"),
});
const pass: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("pass"),
  hours: fc.constantFrom(0.5, 1, 3, 7, 12, 25, 40),
});
const applies: fc.Arbitrary<Step> = fc.record({ step: fc.constant("apply"), fate });
const switches: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("switch"),
  id: fc.integer({ min: 1, max: 6 }),
  schedule,
  hours: fc.constantFrom(1, 4, 24),
  fate,
});
const freezes: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("freeze"),
  slot,
  ids,
  hours: fc.constantFrom(null, 4, 30),
  fate,
});
const thaws: fc.Arbitrary<Step> = fc.record({ step: fc.constant("thaw"), slot, side, fate });
const undoes: fc.Arbitrary<Step> = fc.record({
  step: fc.constant("undo"),
  nth: fc.constantFrom(null, null, 0, 1, 2, 3),
  fate,
});

/** Anything, in any order. */
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: hold.map((one): Step => ({ step: "hold", hold: one })) },
  { weight: 1, arbitrary: freeze.map((one): Step => ({ step: "freeze entry", freeze: one })) },
  { weight: 1, arbitrary: fc.record({ step: fc.constant("remove"), nth: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.constant<Step>({ step: "fix expired" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ step: "turn files" }) },
  { weight: 3, arbitrary: person },
  { weight: 4, arbitrary: pass },
  { weight: 4, arbitrary: applies },
  { weight: 2, arbitrary: switches },
  { weight: 2, arbitrary: freezes },
  { weight: 2, arbitrary: thaws },
  { weight: 2, arbitrary: undoes },
  { weight: 2, arbitrary: fc.constant<Step>({ step: "drift" }) },
);

/** A freeze that is killed, perhaps gone on with, and a thaw that is killed and repeated; people in between. */
const migration: fc.Arbitrary<readonly Step[]> = fc
  .record({
    slot,
    ids,
    first: killed,
    second: killed,
    resumes: fc.boolean(),
    between: fc.array(person, { maxLength: 2 }),
  })
  .map(({ first, second, resumes, between, ...about }) => [
    { step: "freeze", ...about, hours: null, fate: first },
    ...(resumes ? [{ step: "freeze", ...about, hours: null, fate: quiet } as const] : []),
    ...between,
    { step: "thaw", slot: about.slot, side: null, fate: second },
    { step: "thaw", slot: about.slot, side: null, fate: quiet },
  ]);

/** A run that is killed at any point, and undone. */
const regret: fc.Arbitrary<readonly Step[]> = fc
  .record({ run: fc.oneof(applies, freezes, switches), between: fc.array(person, { maxLength: 1 }) })
  .map(({ run, between }) => [run, ...between, { step: "undo", nth: null, fate: quiet }]);

/** A switch for some hours, which CI respects, and which ends by itself. */
const incident: fc.Arbitrary<readonly Step[]> = switches.map((one) => [
  one,
  { step: "apply", fate: quiet },
  { step: "pass", hours: 25 },
  { step: "apply", fate: quiet },
]);

const scene: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 8, arbitrary: anyStep.map((step) => [step]) },
  { weight: 1, arbitrary: migration },
  { weight: 1, arbitrary: regret },
  { weight: 1, arbitrary: incident },
);

/** Histories of up to 10 scenes. */
export const stories: fc.Arbitrary<Story> = fc.record({
  bases: fc.array(schedule, { minLength: cast.length, maxLength: cast.length }),
  live: fc.array(state, { minLength: cast.length, maxLength: cast.length }),
  scheduledMeans: fc.constantFrom("active", "defined"),
  overlays: fc.record({
    holds: fc.array(hold, { maxLength: 3 }),
    freezes: fc.array(freeze, { maxLength: 2 }).map(named("freeze")),
  }),
  style: fc.constantFrom("json", "lines"),
  concurrency: fc.constantFrom(1, 1, 3),
  steps: fc.array(scene, { minLength: 2, maxLength: 10 }).map((scenes) => scenes.flat()),
});
