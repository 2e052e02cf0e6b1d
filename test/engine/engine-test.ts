import { inject, test as base } from "vitest";
import type { Engine } from "../../scripts/engine/engine.ts";

interface Given {
  /** A test that asks for it is skipped, with the reason, if there is none. */
  readonly engine: Engine;
}

/** A test on the real engine. */
export const test = base.extend<Given>({
  engine: [
    async ({ skip }, use) => {
      const engine = inject("engine");
      if (typeof engine === "string") return skip(engine);
      await use(engine);
    },
    { auto: true },
  ],
});
