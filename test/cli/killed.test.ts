import { open, type FileHandle } from "node:fs/promises";
import type { Io } from "skyvia-schedules/io";
import { describe, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

/** The point of its work after which a run does not continue, as a condition on the next line of the ledger. */
interface Point {
  readonly when: string;
  /** The event of the line, and which of them, from 1. */
  readonly line: readonly [event: "intent" | "result" | "end", nth: number];
  readonly at: "before it is written" | "when half of it is written" | "when it is written" | "when it is on the disk";
  /** The writes that have arrived, and the events that the ledger has. */
  readonly written: number;
  readonly events: readonly string[];
  /** The cause that `drift` reports for the change in progress, integration 2. */
  readonly cause: "unknown" | "none";
}

const points: readonly Point[] = [
  {
    when: "before the intent of the first write",
    line: ["intent", 1],
    at: "before it is written",
    ...{ written: 0, events: [], cause: "unknown" },
  },
  {
    when: "in the midst of the intent",
    line: ["intent", 1],
    at: "when half of it is written",
    ...{ written: 0, events: ["cut short"], cause: "unknown" },
  },
  {
    when: "before the intent is flushed",
    line: ["intent", 1],
    at: "when it is written",
    ...{ written: 0, events: ["intent"], cause: "unknown" },
  },
  {
    when: "after the intent, before the write is sent",
    line: ["intent", 1],
    at: "when it is on the disk",
    ...{ written: 0, events: ["intent"], cause: "unknown" },
  },
  {
    when: "after the answer, before its result",
    line: ["result", 1],
    at: "before it is written",
    ...{ written: 1, events: ["intent"], cause: "none" },
  },
  {
    when: "in the midst of the result",
    line: ["result", 1],
    at: "when half of it is written",
    ...{ written: 1, events: ["intent", "cut short"], cause: "none" },
  },
  {
    when: "before the result is flushed",
    line: ["result", 1],
    at: "when it is written",
    ...{ written: 1, events: ["intent", "result"], cause: "none" },
  },
  {
    when: "after the last result, before the end",
    line: ["end", 1],
    at: "before it is written",
    ...{ written: 3, events: ["intent", "result", "intent", "result", "intent", "result"], cause: "none" },
  },
];

/** How Node.js writes files: all handles share these. */
interface FileMethods {
  write: (this: FileHandle, bytes: Buffer, ...rest: readonly unknown[]) => Promise<unknown>;
  datasync: (this: FileHandle) => Promise<void>;
}

async function fileMethods(): Promise<FileMethods> {
  await using handle = await open(process.execPath);
  return Object.getPrototypeOf(handle) as FileMethods;
}

/**
 * Applies up to one point. Then the ledger never answers the run again. The files are those that a process
 * leaves when it is killed at this point. Nothing else may write files meanwhile.
 */
async function applyUntil(place: Place, { line: [event, nth], at }: Point): Promise<void> {
  const files = await fileMethods();
  const { write, datasync } = files;
  let seen = 0;
  let isDue = false;
  const ledger = await new Promise<FileHandle>((resolve) => {
    const stop = async (handle: FileHandle): Promise<never> => {
      resolve(handle);
      return new Promise(() => {});
    };
    files.write = async function (bytes, ...rest) {
      const isIt = bytes.toString().startsWith(`{"event":"${event}"`) && ++seen === nth;
      if (isIt && at === "before it is written") await stop(this);
      if (isIt && at === "when half of it is written") {
        await write.call(this, bytes.subarray(0, bytes.length / 2));
        await stop(this);
      }
      const written = await write.call(this, bytes, ...rest);
      if (isIt && at === "when it is written") await stop(this);
      isDue ||= isIt;
      return written;
    };
    files.datasync = async function () {
      await datasync.call(this);
      if (isDue) await stop(this);
    };
    void place.run(apply);
  });
  Object.assign(files, { write, datasync });
  await ledger.close();
}

function eventsOf(place: Place): string[] {
  if (!place.files().includes("ledger.jsonl")) return [];
  const lines = place.read("ledger.jsonl").split("\n");
  return lines.flatMap((line) => {
    if (line === "") return [];
    try {
      return [(JSON.parse(line) as { readonly event: string }).event];
    } catch {
      return ["cut short"];
    }
  });
}

const apply = ["apply", "--yes", "--concurrency", "1", "--ledger", "ledger.jsonl"];

async function drifted(place: Place): Promise<{ exitCode: number; causes: readonly string[] }> {
  const { exitCode, changes } = printed(await place.run(["drift", "--ledger", "ledger.jsonl", "--format", "json"]));
  return { exitCode, causes: changes.map(({ integrationId, cause }) => `${integrationId} ${cause}`) };
}

describe("killed (-9) while a plan is applied", () => {
  test.for(points)(
    "$when: every write has its intent, drift knows only that, and the next run continues",
    async (point, { expect }) => {
      await using place = await openPlace();
      place.write("skyvia.yaml", config);
      await applyUntil(place, point);
      expect([place.writes().length, eventsOf(place)]).toEqual([point.written, point.events]);

      const { exitCode, causes } = await drifted(place);
      const all = point.written === 3;
      expect(exitCode).toBe(all ? 0 : 2);
      expect(
        causes.filter((cause) => cause.includes("outside")),
        "nothing was switched outside",
      ).toEqual([]);
      expect(causes.filter((cause) => cause.startsWith("2 "))).toEqual(point.cause === "none" ? [] : ["2 unknown"]);

      expect((await place.run(apply)).code).toBe(0);
      expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
      expect(await drifted(place)).toEqual({ exitCode: 0, causes: [] });
    },
  );

  test("after the write was sent, before it is answered: its intent is in the ledger, and drift compares it with the live state", async ({
    expect,
  }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "timeout" } });
    const running = place.start(apply);
    while (place.writes().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    running.child.kill("SIGKILL");
    await running.ended;
    expect(eventsOf(place)).toEqual(["intent"]);
    place.emulator.clearFaults();
    place.emulator.world.disable(7, 2); // the write was carried out
    expect((await drifted(place)).causes).toEqual(["1 unknown", "3 unknown"]);
    place.emulator.world.enable(7, 2); // it was not
    expect((await drifted(place)).causes).toEqual(["1 unknown", "2 unknown", "3 unknown"]);
    expect((await place.run(apply)).code).toBe(0);
    expect(await drifted(place)).toEqual({ exitCode: 0, causes: [] });
    place.emulator.world.enable(7, 2);
    expect((await drifted(place)).causes, "the last apply is known").toEqual(["2 turned-on-outside"]);
  });

  test("interrupted by a signal: changes that were not begun do not count as switched outside", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 50 } });
    let signal: Parameters<Io["onSignal"]>[0] = () => {};
    const ended = place.run(apply, {
      onSignal: (listener) => {
        signal = listener;
        return () => {};
      },
    });
    while (place.writes().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    signal("SIGINT");
    expect((await ended).code).toBe(3);
    expect(JSON.parse(place.read("ledger.jsonl").trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      event: "end",
      exitCode: 3,
      notStarted: 2,
    });
    expect((await drifted(place)).causes).toEqual(["1 unknown", "3 unknown"]);
    place.emulator.world.enable(7, 2);
    expect((await drifted(place)).causes).toContain("2 turned-on-outside");
  });
});
