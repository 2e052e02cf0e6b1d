import * as fc from "fast-check";
import { expect, test } from "vitest";
import { entryDefaults, entryEssence, withoutDefaults, workspaceDefaults } from "../../src/model/essence.ts";
import { byId } from "../builders.ts";
import { runs } from "../../../../test/laws/runs.ts";

test.each<[string, object, object, object]>([
  ["a default", { mode: "enforce" }, { mode: "enforce" }, {}],
  ["another value", { mode: "observe" }, { mode: "enforce" }, { mode: "observe" }],
  ["a key without a default", { id: 1 }, {}, { id: 1 }],
  ["an empty list", { tags: [] }, { tags: [] }, {}],
  ["a part of a mapping", { limits: { a: 1, b: null } }, { limits: { a: null, b: null } }, { limits: { a: 1 } }],
])("%s: only values that differ from the default are kept", (_, value, defaults, kept) => {
  expect(withoutDefaults(value, defaults)).toEqual(kept);
});

test("a key that a later version adds changes nothing if it has its default", () => {
  const standard = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.string(),
    fc.array(fc.string()),
    fc.constant({ a: null }),
  );
  const known = Object.keys({ ...entryDefaults, ...workspaceDefaults, selector: 0, schedule: 0, id: 0, entries: 0 });
  const key = fc.string().filter((name) => !known.includes(name) && name !== "__proto__");
  const entry = entryEssence(byId(1, { mode: "observe", owner: "data-platform" }));
  fc.assert(
    fc.property(key, standard, (name, value) => {
      const later = withoutDefaults({ ...entry, [name]: value }, { ...entryDefaults, [name]: value });
      expect(later).toEqual(withoutDefaults(entry, entryDefaults));
    }),
    runs(200),
  );
});
