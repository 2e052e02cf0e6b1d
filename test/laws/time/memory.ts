import assert from "node:assert/strict";
import type { LedgerLine, ScheduleApi, ScheduleState } from "@skyvia-schedules/core";
import { cast, keyOf } from "./cast.ts";

/** A process was killed. Work of it that still runs has no effect. */
export class Killed extends Error {}

/** A failed call, as the port rejects with it. */
class CallFailure extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly attempts = 1;

  constructor(code: string, status: number | null) {
    super(`the call failed: ${code}`);
    this.code = code;
    this.status = status;
  }
}

/** The live workspaces in memory, and who switched what last. */
export class Workspaces {
  readonly states: Map<string, ScheduleState>;
  readonly lastBy = new Map<string, string>();
  /** Whether the listing says `scheduled` of what is defined, or of what is active. */
  readonly #means: "active" | "defined";

  constructor(states: Iterable<readonly [string, ScheduleState]>, means: "active" | "defined") {
    this.states = new Map(states);
    this.#means = means;
  }

  set(key: string, state: ScheduleState, by: string): void {
    this.states.set(key, state);
    this.lastBy.set(key, by);
  }

  isScheduled(key: string): boolean {
    const state = this.states.get(key);
    return state === "enabled" || (state === "disabled" && this.#means === "defined");
  }
}

/** Files by name. A file is replaced as a whole. */
export class Disk {
  readonly files = new Map<string, string>();

  read(file: string): string | null {
    return this.files.get(file) ?? null;
  }

  /** The lines of a ledger; one that was cut short is left out. */
  lines(file: string): readonly LedgerLine[] {
    return (this.read(file) ?? "").split("\n").flatMap((line) => {
      try {
        return [JSON.parse(line) as LedgerLine];
      } catch {
        return [];
      }
    });
  }
}

/**
 * How a write fails: the API answers with an error, or the connection is lost, before the write was carried out or after it.
 */
export type WriteFailure = "refused" | "lost before" | "lost after";

/** Nothing happens to a process. */
export const undisturbed: Fate = { killAfter: null, meanwhile: null, failing: null };

/** What may happen to a process while it works. */
export interface Fate {
  /** After how many events it is killed. null: never. */
  readonly killAfter: number | null;
  /** Something that a person does after so many calls and events. */
  readonly meanwhile: { readonly after: number; readonly act: () => void } | null;
  /** A write that fails, counted from 0. */
  readonly failing: { readonly nth: number; readonly how: WriteFailure } | null;
}

/** A process of the tool: it reaches files and workspaces by events, and can be killed before and after each of them. */
export class Process {
  readonly command: string;
  /** What it read of each integration at first, and last. */
  readonly reads: Map<string, { readonly first: ScheduleState; readonly last: ScheduleState }> = new Map();
  /** Whose write failed, carried out or not. */
  readonly failed: Set<string> = new Set();
  readonly #fate: Fate;
  #events = 0;
  #steps = 0;
  #writes = 0;
  #isDead = false;

  constructor(command: string, fate: Fate) {
    this.command = command;
    this.#fate = fate;
  }

  /** Before and after everything that leaves a trace. */
  event(): void {
    this.step();
    if (this.#events++ === this.#fate.killAfter) this.#isDead = true;
    this.#live();
  }

  /** Before everything that takes time. */
  step(): void {
    this.#live();
    const { meanwhile } = this.#fate;
    if (meanwhile !== null && this.#steps++ === meanwhile.after) meanwhile.act();
  }

  /** Before each write: how it fails. null: it does not. */
  failureOf(key: string): WriteFailure | null {
    const { failing } = this.#fate;
    if (this.#writes++ !== failing?.nth) return null;
    this.failed.add(key);
    return failing.how;
  }

  /** Replaces a file in one step, once its new text lies beside it. `placed` is called when it is there. */
  replace(disk: Disk, file: string, text: string, placed: () => void = () => {}): void {
    this.event(); // the text is written into a file of another name, flushed, and renamed
    this.event();
    this.event();
    disk.files.set(file, text);
    placed();
    this.event();
  }

  /** Appends a line. A kill in its midst leaves half of it. `placed` is called when all of it is there. */
  append(disk: Disk, file: string, line: LedgerLine, placed: () => void = () => {}): void {
    const before = disk.read(file) ?? "";
    const start = before === "" || before.endsWith("\n") ? before : `${before}\n`;
    const text = `${JSON.stringify(line)}\n`;
    this.event();
    disk.files.set(file, start + text.slice(0, text.length / 2));
    this.event();
    disk.files.set(file, start + text);
    placed();
    this.event();
  }

  #live(): void {
    if (this.#isDead) throw new Killed();
  }
}

/** Asked before each write that arrives, with the state that the process read last. */
export type BeforeWrite = (key: string, to: "enabled" | "disabled") => void;

/** The port through which a process reaches the workspaces. */
export function portOf(workspaces: Workspaces, process: Process, beforeWrite: BeforeWrite): ScheduleApi {
  const { reads } = process;
  const set = async (workspace: number, id: number, to: "enabled" | "disabled") => {
    const key = keyOf({ workspace, id });
    await Promise.resolve();
    process.event();
    const read = reads.get(key);
    assert.ok(
      read !== undefined && read.first === read.last,
      `${key} was read before it was written, and had not changed`,
    );
    beforeWrite(key, to);
    const failure = process.failureOf(key);
    if (workspaces.states.get(key) === "undefined") throw new CallFailure("schedule-not-defined", 400);
    if (failure === "refused") throw new CallFailure("server-error", 500);
    if (failure !== "lost before") workspaces.set(key, to, process.command);
    process.event();
    if (failure !== null) throw new CallFailure("network", null);
    return { active: to === "enabled" };
  };
  return {
    getWorkspace: async () => ({ name: null }),
    async *integrationPages(workspace) {
      await Promise.resolve();
      process.step();
      const items = cast.filter((one) => one.workspace === workspace && workspaces.states.has(keyOf(one)));
      yield {
        kind: "page",
        items: items.map((one) => {
          const { id, name } = one;
          const scheduled = workspaces.isScheduled(keyOf(one));
          return { id, name, type: "import", scheduled, created: null, modified: null };
        }),
      };
    },
    getSchedule: async (workspace, id) => {
      await Promise.resolve();
      process.step();
      const key = keyOf({ workspace, id });
      const last = workspaces.states.get(key);
      if (last === undefined) throw new CallFailure("not-found", 404);
      reads.set(key, { first: reads.get(key)?.first ?? last, last });
      return last;
    },
    enableSchedule: (workspace, id) => set(workspace, id, "enabled"),
    disableSchedule: (workspace, id) => set(workspace, id, "disabled"),
  };
}
