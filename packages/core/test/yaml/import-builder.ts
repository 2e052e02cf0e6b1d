import * as fc from "fast-check";
import type { ImportedWorkspace } from "../../src/yaml/index.ts";

/** Names as hostile as the API may return them: any UTF-16 unit, and characters with a meaning in YAML. */
const name: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.nat({ max: 0x10ffff }).map((point) => String.fromCodePoint(point)), maxLength: 12 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 6 }),
  fc
    .array(
      fc.constantFrom(
        ..."-?:,[]{}#&*!|>'\"%@`~\\ \t\n\r=<".split(""),
        "\u0085",
        "\u2028",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ufffe",
        "\u{e0041}",
        "\ud800",
        "---",
        "...",
        "<<",
        "true",
        "no",
        "null",
        "0x1",
        "1e3",
        "1_0",
        "a",
        "\u{1f600}",
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join("")),
);

const maybeName: fc.Arbitrary<string | null> = fc.option(name);

/** Workspaces as an import finds them. Ids are unique. */
export const imported: fc.Arbitrary<ImportedWorkspace[]> = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 2147483647 }),
    name: maybeName,
    integrations: fc.uniqueArray(
      fc.record({
        id: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2147483647 })),
        name: maybeName,
        schedule: fc.constantFrom("enabled" as const, "disabled" as const, "undefined" as const),
      }),
      { selector: ({ id }) => id, maxLength: 5 },
    ),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 3 },
);
