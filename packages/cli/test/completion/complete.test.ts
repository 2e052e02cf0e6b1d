import { loadDesired } from "@skyvia-schedules/core/yaml";
import { expect, test } from "vitest";
import { complete } from "../../src/completion/complete.ts";
import { knownNames } from "../../src/completion/known-names.ts";

const yaml = `version: 1
workspaces:
  - id: 7
    name: Production
    defaults: { owner: ana@example.com }
    integrations:
      - { id: 101, name: "Nightly orders", schedule: enabled, tags: [finance] }
      - { id: 102, schedule: enabled, owner: bob }
      - { name: "By name", schedule: enabled }
      - { match: "stg-*", schedule: disabled }
  - id: 8
    integrations:
      - { id: 201, schedule: enabled }
`;
const { desired } = loadDesired([{ file: "skyvia.yaml", bytes: new TextEncoder().encode(yaml) }]);

test.each<[line: string, expected: readonly string[]]>([
  ["pla", ["plan"]],
  ["-v pla", ["plan"]],
  ["plan --detailed", ["--detailed-exitcode"]],
  ["plan --read-only --read", []],
  ["plan -f x.yaml --fil", ["--file"]],
  ["list --format m", ["markdown"]],
  ["list --format=m", ["--format=markdown"]],
  ["explain 10", ["101", "102"]],
  ["explain By", ["By name"]],
  ["enable -w 8 ", ["201"]],
  ["enable -w Production ", ["101", "102"]],
  ["enable 101 ", []],
  ["plan -w P", ["Production"]],
  ["plan --workspace=", ["--workspace=7", "--workspace=8", "--workspace=Production"]],
  ["plan --select ", ["id:", "name:", "tag:", "owner:"]],
  ["plan --select tag:", ["tag:finance"]],
  ["plan --select match:", []],
  ["plan --select=name:N", ["--select=name:Nightly orders"]],
  ["plan --exclude owner:a", ["owner:ana@example.com"]],
  ["drift --accept a", ["all"]],
  ["drift --accept 101,", ["101,102", "101,201"]],
  ["apply --override protected:20", ["protected:201"]],
  ["plan -f ", [":files"]],
  ["plan --out=", [":files"]],
  ["thaw --snapshot ", [":files"]],
  ["init --dir ", [":files"]],
  ["disable --drain w", ["wait"]],
  ["apply ", [":files"]],
  ["schema l", ["ledger"]],
  ["completion f", ["fish"]],
  ["help comp", ["completion"]],
  ["nope ", []],
])("%j is completed by %j", async (line, expected) => {
  const found = await complete(line.split(" "), async () => knownNames(desired.workspaces));
  expect(found.map(({ value }) => value)).toEqual(expected);
});

test("the files that are read are those of the `-f` typed so far", async () => {
  const asked: unknown[] = [];
  const reader = async (typed: readonly string[]) => (asked.push(typed), knownNames([]));
  for (const line of ["explain -f a.yaml --file=b.yaml ", "explain "]) await complete(line.split(" "), reader);
  expect(asked).toEqual([["a.yaml", "b.yaml"], []]);
});
