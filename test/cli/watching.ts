import { setImmediate as nextTurn } from "node:timers/promises";
import type { Ended } from "./binary.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { config } from "./world.ts";

/** A watch in this process, whose time is moved by hand. */
export interface Watching {
  /** Lets a time in milliseconds pass, while the watch does its work. */
  pass(milliseconds: number): Promise<void>;
  /** Sets the wall clock forward, as after a sleep of the machine; nothing else moves. */
  setClock(milliseconds: number): void;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The lines of the log so far. */
  log(): readonly LogLine[];
  /** The sweeps so far, such as `full start`. */
  sweeps(): readonly string[];
  /** Where the endpoints are, once they are served. */
  url(): Promise<string>;
  /** What an endpoint answers. */
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Sends SIGTERM, and lets no time pass. */
  terminate(): void;
  /** Sends SIGTERM, and waits for the end. */
  stop(): Promise<Ended>;
}

export interface LogLine {
  readonly time: string;
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface WatchOptions extends RunOptions {
  /** The shortest wait in milliseconds, so that hours pass in few steps. Default: 5000. */
  readonly longSleeps?: number;
}

/** The small world, which is as the files say. */
export async function openSteady(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  await place.run(["apply", "--yes"]);
  place.emulator.clearRequests();
  return place;
}

/** Starts `watch` in a place. Only `pass` moves its clocks, and the emulator's clock with them. */
export function startWatch(
  place: Place,
  args: readonly string[],
  { longSleeps = 5000, ...given }: WatchOptions = {},
): Watching {
  let wall = Date.parse("2026-11-24T12:00:00Z");
  let monotonic = 0;
  let until = 0;
  let text = "";
  let isOver = false;
  const wakers: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of wakers.splice(0)) resolve();
  };
  const idle: (() => void)[] = [];
  let sayStarted = (): void => {};
  const hasStarted = new Promise<void>((resolve) => {
    sayStarted = resolve;
  });
  const listeners: ((signal: "SIGTERM") => void)[] = [];
  const output = { isTerminal: false, columns: 80, failure: null, flush: async () => {} };
  const format = args.some((word) => word.endsWith("format")) ? [] : ["--log-format", "json"];
  const moveTo = (end: number): void => {
    const ms = Math.max(0, end - monotonic);
    wall += ms;
    monotonic += ms;
    place.emulator.clock.move(ms);
  };
  const ended = place
    .run(["watch", "--listen", "127.0.0.1:0", ...format, ...args], {
      random: () => 0.5,
      ...given,
      now: () => wall,
      monotonic: () => monotonic,
      sleep: async (ms, signal) => {
        signal?.throwIfAborted();
        const end = monotonic + Math.max(ms, longSleeps);
        const isAhead = (): boolean => end > until;
        while (isAhead()) {
          for (const resolve of idle.splice(0)) resolve();
          await new Promise<void>((resolve, reject) => {
            wakers.push(resolve);
            signal?.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
          });
        }
        await nextTurn(); // waits that began together end together
        signal?.throwIfAborted();
        moveTo(end);
      },
      onSignal: (listener) => {
        listeners.push(listener);
        return () => {};
      },
      stdout: {
        ...output,
        write: (part) => {
          text += part;
          sayStarted();
        },
      },
    })
    .finally(() => {
      isOver = true;
      for (const resolve of idle.splice(0)) resolve();
    });
  const asleep = async (): Promise<void> => {
    if (!isOver) await new Promise<void>((resolve) => idle.push(resolve));
  };
  const log = (): LogLine[] => text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as LogLine]));
  const url = async (): Promise<string> => {
    await hasStarted;
    return /http:[^/]*\/\/[^/"]+/.exec(text)?.[0] ?? "";
  };
  const terminate = (): void => {
    for (const listener of listeners) listener("SIGTERM");
    wake();
  };
  return {
    now: () => wall,
    pass: async (ms) => {
      if (monotonic === 0 && until === 0) await asleep(); // the first sweep
      until += ms;
      const sleeping = asleep();
      wake();
      await sleeping;
    },
    setClock: (ms) => {
      wall += ms;
    },
    log,
    sweeps: () =>
      log().flatMap(({ event, kind, reason }) => (event === "sweep" ? [`${String(kind)} ${String(reason)}`] : [])),
    url,
    get: async (path) => {
      const response = await fetch((await url()) + path);
      return { status: response.status, text: await response.text() };
    },
    terminate,
    stop: async () => {
      terminate();
      const { code, stderr } = await ended;
      return { code, stderr, stdout: text };
    },
  };
}
