import { describe, test } from "vitest";
import { openPlace } from "./place.ts";

/** A clock that only waits move. `wall` steps while somebody waits. */
function steppingIo(step: number) {
  let passed = 0;
  return {
    passed: () => passed,
    io: {
      now: () => Date.parse("2026-11-24T06:00:00Z") + passed + (passed > 0 ? step : 0),
      monotonic: () => passed,
      sleep: async (ms: number) => {
        passed += ms;
      },
    },
  };
}

describe.concurrent("--timeout is a bound, whatever the wall clock does", () => {
  test.for([
    ["1s", 1_000, 0],
    ["16s", 16_000, 0],
    ["16s", 16_000, -3_600_000],
    ["16s", 16_000, 3_600_000],
  ] as const)(
    "run --wait --timeout %s: %i ms pass; the wall clock steps by %i ms",
    async ([timeout, bound, step], { expect }) => {
      await using place = await openPlace();
      const { io, passed } = steppingIo(step);
      const args = ["run", "1", "-w", "7", "--wait", "--timeout", timeout, "--format", "json"];
      const { code, stdout } = await place.run(args, io);
      expect(code).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: "timeout", outcome: "unknown" } });
      expect(passed()).toBe(bound);
    },
  );
});
