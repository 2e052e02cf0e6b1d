import { expect, test } from "vitest";
import { createInterruption } from "../../src/process/interruption.ts";

/** An interruption on a clock that shows 5,000 ms, and the timers that it starts and stops. */
function stage() {
  const log: string[] = [];
  let onTime = (): void => {};
  const interruption = createInterruption({
    onSignal: () => () => {},
    monotonic: () => 5_000,
    startTimer: (ms, callback) => {
      log.push(`started for ${ms} ms`);
      onTime = callback;
      return () => log.push("stopped");
    },
  });
  return { interruption, log, ring: () => onTime() };
}

test.each([
  ["in a second", 6_000, ["started for 1000 ms"]],
  ["in the past", 4_000, ["started for 0 ms"]],
  ["further away than a timer can wait", 5_000 + 2 ** 31, []],
])("a deadline %s", (_, deadline, expected) => {
  const { interruption, log } = stage();
  interruption.limitTime(deadline);
  expect([interruption.deadline, log]).toEqual([deadline, expected]);
});

test("out of time: the run is over, though no signal came", () => {
  const { interruption, ring } = stage();
  interruption.limitTime(6_000);
  expect(interruption.over.aborted).toBe(false);
  ring();
  const { over, signal, asked, received } = interruption;
  expect([over.aborted, signal.aborted, asked.aborted, received]).toEqual([true, false, false, null]);
});

test("a run that ends in time stops its timer, which would keep the process alive", () => {
  const { interruption, log } = stage();
  interruption.limitTime(6_000);
  interruption.dispose();
  expect(log).toEqual(["started for 1000 ms", "stopped"]);
});
