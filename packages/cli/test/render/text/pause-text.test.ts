import type { WrittenHold } from "@skyvia-schedules/core/yaml";
import { expect, test } from "vitest";
import { nothingApplied } from "../../../src/apply/nothing-applied.ts";
import { plainStyle } from "../../../src/process/style.ts";
import { pauseText } from "../../../src/render/text/pause-text.ts";
import type { HoldInFiles, Pause } from "../../../src/verb/outcome.ts";

const until = Date.UTC(2026, 11, 1, 18);
const hold: WrittenHold = {
  workspaceId: 7,
  select: { id: 1 },
  schedule: "disabled",
  until,
  reason: "repair",
  owner: "ana",
};
const written: HoldInFiles = { file: "a.yaml", replaced: [], freeze: null };
const source = { file: "b.yaml", line: 3, column: 5 };

const rows: readonly { readonly title: string; readonly pause: Pause | null; readonly says: readonly string[] }[] = [
  { title: "nothing else happened", pause: null, says: [] },
  {
    title: "a hold that no file has is printed to be copied",
    pause: { kind: "hold", hold, written: null },
    says: ["Add it to a file:", "holds:\n  - workspace: 7\n", "until: 2026-12-01T18:00:00Z"],
  },
  {
    title: "a hold in a file whose schedule was not switched",
    pause: { kind: "hold", hold, written },
    says: [
      "The hold is in a.yaml, until 2026-12-01T18:00:00Z. The file keeps it although the schedule is not disabled",
    ],
  },
  {
    title: "a hold in place of another, under a freeze",
    pause: { kind: "hold", hold, written: { ...written, replaced: [source], freeze: { name: "yearly", until } } },
    says: [
      "in place of the one at b.yaml:3:5,",
      'The freeze "yearly" is above this hold until 2026-12-01T18:00:00.000Z',
    ],
  },
  {
    title: "a freeze without files",
    pause: { kind: "freeze", snapshot: "s.json", entry: null },
    says: ["The earlier states are in s.json.", "Name the files with -f"],
  },
  {
    title: "a thaw of a snapshot that was thawed before",
    pause: { kind: "thawed-before", snapshot: "s.json", thawedAt: "2026-11-01T00:00:00.000Z" },
    says: ["s.json was thawed at 2026-11-01T00:00:00.000Z.\n"],
  },
];

test.for(rows)("the text of a pause is made from its value: $title", ({ pause, says }) => {
  const text = pauseText({ ...nothingApplied, pause }, plainStyle);
  for (const part of says) expect(text).toContain(part);
  expect(text === "").toBe(says.length === 0);
});
