import assert from "node:assert/strict";
import type { AppliedChange, Change, ScheduleState } from "@skyvia-schedules/core";
import type { Wanted } from "./asked.ts";
import { basesOf, cast, entriesText, keyOf, type States } from "./cast.ts";
import { entriesFile, load, overlaysFile, overlaysText } from "./files.ts";
import { Disk, Killed, portOf, Process, Workspaces, type BeforeWrite } from "./memory.ts";
import type { OverlayTexts } from "./oracle.ts";
import { begin, type FateText, type Story } from "./steps.ts";
import type { Machine } from "./verbs.ts";

/** How integrations were when a freeze took its snapshot, and how the freeze was to leave them. */
export interface Frozen {
  readonly original: States;
  readonly left: States;
}

/** What a run wrote, or was about to write: the state before it, and the state that it wanted. */
export type Written = Map<string, { readonly before: ScheduleState; readonly left: ScheduleState }>;

/** A run of a verb, as it really was. */
export interface Run {
  readonly command: string;
  readonly written: Written;
  /** Whether the ledger has an intent of it. */
  isBegun: boolean;
}

/** How a verb ended. */
export interface Ended<T> {
  /** null: the process was killed. */
  readonly value: T | null;
  readonly before: States;
  readonly reads: Process["reads"];
  /** What a person switched while it went on. */
  readonly touched: ReadonlySet<string>;
  readonly failed: Process["failed"];
}

/** The world of one history: files, live workspaces and the clock, and what really happened, which no verb can see. */
export class World {
  readonly story: Story;
  readonly disk: Disk = new Disk();
  readonly live: Workspaces;
  readonly runs: Map<string, Run> = new Map();
  /** By the file of the snapshot. */
  readonly frozen: Map<string, Frozen> = new Map();
  /** Milliseconds since the epoch. */
  now: number = begin;
  wanted: Wanted;
  /** Whether nothing but time has changed since the last whole apply. */
  isQuiet = false;

  constructor(story: Story) {
    const { bases, live, scheduledMeans, overlays } = story;
    this.story = story;
    const states = cast.map((one, index) => [keyOf(one), live[index] ?? "disabled"] as const);
    this.live = new Workspaces(states, scheduledMeans);
    this.wanted = { bases: basesOf(bases), overlays };
    this.disk.files.set(entriesFile, entriesText(bases));
    this.rewriteOverlays(overlays);
    if (load(this.disk, this.now).problems.length > 0) this.rewriteOverlays({ ...overlays, holds: [] });
  }

  /** Writes the file of holds and freezes anew. */
  rewriteOverlays(overlays: OverlayTexts): void {
    this.wanted = { ...this.wanted, overlays };
    this.disk.files.set(overlaysFile, overlaysText(overlays, this.story.style));
    this.isQuiet = false;
  }

  /** Takes note of holds and freezes that are in the file now. */
  put({ holds = [], freezes = [] }: Partial<OverlayTexts>): void {
    const { overlays } = this.wanted;
    this.wanted = {
      ...this.wanted,
      overlays: { holds: [...overlays.holds, ...holds], freezes: [...overlays.freezes, ...freezes] },
    };
  }

  /** A person's action in the web editor. It deletes only integrations that no entry names; any other one would be a problem until the end of the history. */
  person(who: number, act: "switch" | "undefine" | "define" | "delete"): void {
    const member = cast[who];
    const key = member === undefined ? "" : keyOf(member);
    const state = this.live.states.get(key);
    if (member === undefined || state === undefined) return;
    this.isQuiet = false;
    const isNamed = member.by === "id" || member.by === "name";
    if (act === "delete" && !isNamed) this.live.states.delete(key);
    if (act === "undefine") this.live.set(key, "undefined", "person");
    if (act === "define" && state === "undefined") this.live.set(key, "enabled", "person");
    if (act !== "switch" || state === "undefined") return;
    this.live.set(key, state === "enabled" ? "disabled" : "enabled", "person");
  }

  /** Lets a verb work in a process of its own, until it ends or is killed. */
  async run<T>(
    command: string,
    { killAfter, meanwhile, failing }: FateText,
    work: (machine: Machine) => Promise<T>,
    beforeWrite: BeforeWrite = () => {},
  ): Promise<Ended<T>> {
    const before = new Map(this.live.states);
    const touched = new Set<string>();
    const disturb = ({ who, act }: NonNullable<FateText["meanwhile"]>): void => {
      for (const member of cast.slice(who, who + 1)) touched.add(keyOf(member));
      this.person(who, act);
    };
    const disturbance = meanwhile && { after: meanwhile.after, act: () => disturb(meanwhile) };
    const process = new Process(command, { killAfter, meanwhile: disturbance, failing });
    const run = `run-${this.runs.size + 1}`;
    const written: Written = new Map();
    const own: Run = { command, written, isBegun: false };
    this.runs.set(run, own);
    const api = portOf(this.live, process, (key, to) => {
      assert.ok(written.has(key), `the intent of ${key} is in the ledger before the write`);
      beforeWrite(key, to);
    });
    const { disk, now } = this;
    const { reads, failed } = process;
    const { concurrency } = this.story;
    const intended = (change: Change): void => {
      own.isBegun = true;
      written.set(keyOfChange(change), { before: change.before, left: change.after });
    };
    /** An undo has nothing to reverse for a change that was certainly not written. */
    const recorded = (change: AppliedChange): void => {
      if (change.result === "failed") written.delete(keyOfChange(change));
    };
    const machine = { disk, api, process, run, now, concurrency, intended, recorded };
    try {
      return { value: await work(machine), before, touched, failed, reads };
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return { value: null, before, touched, failed, reads };
    }
  }

  /** The live state is as expected. After a kill or a failure, a schedule may have its earlier state. Schedules that a person touched meanwhile are not compared. */
  expect({ value, before, touched, failed }: Ended<unknown>, expected: States, law: string): void {
    for (const [key, state] of this.live.states) {
      if (touched.has(key)) continue;
      const allowed = value === null || failed.has(key) ? [before.get(key), expected.get(key)] : [expected.get(key)];
      assert.ok(allowed.includes(state), `${law}: ${key} is ${state}, not ${allowed.join(" or ")}`);
    }
  }
}

/** The key of the integration of a change. */
export function keyOfChange({ workspaceId, integrationId }: Pick<Change, "workspaceId" | "integrationId">): string {
  return keyOf({ workspace: workspaceId, id: integrationId });
}
