import * as fc from "fast-check";
import { test } from "vitest";
import { createQueue } from "../../src/call/first-come-queue.ts";
import { runs } from "../../../../test/laws/runs.ts";

type Step =
  | { readonly kind: "push" }
  | { readonly kind: "shift" }
  | { readonly kind: "remove"; readonly which: number };

test("it does what a plain array does", () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant<Step>({ kind: "push" }) },
    { weight: 2, arbitrary: fc.constant<Step>({ kind: "shift" }) },
    fc.record({ kind: fc.constant("remove" as const), which: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array<Step>(step, { maxLength: 200 }), (steps) => {
      const queue = createQueue<{ readonly n: number }>();
      const pushed: { readonly n: number }[] = [];
      const model: { readonly n: number }[] = [];
      for (const next of steps) {
        if (next.kind === "push") {
          const item = { n: pushed.length };
          pushed.push(item);
          model.push(item);
          queue.push(item);
        } else if (next.kind === "shift") {
          if (queue.shift() !== model.shift()) return false;
        } else {
          const item = pushed[next.which];
          if (item === undefined) continue;
          const index = model.indexOf(item);
          if (index >= 0) model.splice(index, 1);
          if (queue.remove(item) !== index >= 0) return false;
        }
        if (queue.isEmpty() !== (model.length === 0)) return false;
      }
      return true;
    }),
    runs(200),
  );
});
