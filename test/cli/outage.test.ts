import { expect, test } from "vitest";
import { generateSeed, type Fault, type FaultRule, type RequestRecord } from "@skyvia-schedules/emulator";
import { openPlace } from "./place.ts";

const concurrency = 16;
const everything =
  'version: 1\nworkspaces:\n  - id: 1\n    integrations:\n      - match: "*"\n        schedule: enabled\n';

const getSchedule = (fault: Fault, when: FaultRule["when"] = "always"): FaultRule => ({
  match: { operation: "getSchedule" },
  when,
  fault,
});

const cutOff: Fault = { type: "reset_peer", applied: false };
const silent: Fault = { type: "timeout" };

const outages: readonly (readonly [name: string, rules: readonly FaultRule[], reason: RegExp])[] = [
  ["500", [getSchedule({ type: "status", status: 500 })], /answered 500/],
  ["503", [getSchedule({ type: "status", status: 503 })], /answered 503/],
  ["cut connections", [getSchedule(cutOff)], /the connection was/],
  ["answers that are cut off", [getSchedule({ type: "limit_data", at: "body" })], /./],
  ["answers that are not JSON", [getSchedule({ type: "truncated_json" })], /not JSON/],
  ["timeouts", [getSchedule(silent)], /no whole answer within/],
  [
    "503, cut connections and timeouts in turns",
    [
      getSchedule({ type: "status", status: 503 }, { probability: 0.5, seed: 3 }),
      getSchedule(cutOff, { every: 2 }),
      getSchedule(silent, { every: 3 }),
      getSchedule({ type: "status", status: 502 }),
    ],
    /./,
  ],
  [
    "503 with a 429 now and then",
    [getSchedule({ type: "rate_limit", retryAfter: 1 }, { every: 7 }), getSchedule({ type: "status", status: 503 })],
    /answered 503/,
  ],
];

/** The number of requests after the last successful one. */
function callsAfterLastGood(requests: readonly RequestRecord[]): number {
  const isGood = ({ status, fault }: RequestRecord): boolean => fault === null && status !== null && status < 300;
  return requests.length - 1 - requests.findLastIndex(isGood);
}

const verbs = ["plan", "import", "status"] as const;

test.each(
  outages.flatMap(([name, rules, reason]) =>
    (name === "503" ? verbs : verbs.slice(0, 1)).map((verb) => [name, verb, rules, reason] as const),
  ),
)("an outage after a working listing (%s): %s of 3,000 ends soon, and says why", async (_, verb, rules, reason) => {
  await using place = await openPlace({ seed: generateSeed(3_000) });
  for (const rule of rules) place.emulator.addFault(rule);
  place.write("skyvia.yaml", everything);
  const what = verb === "import" ? ["-w", "1"] : [];
  const hasSilence = rules.some(({ fault }) => fault === silent);
  const limits = ["--concurrency", `${concurrency}`, ...(hasSilence ? ["--request-timeout", "100ms"] : [])];
  const ended = await place.run([verb, ...what, ...limits]);
  expect(callsAfterLastGood(place.emulator.requests())).toBeLessThanOrEqual(100 + concurrency);
  expect(ended.code).toBe(1);
  // An import ends with the first schedule that cannot be read.
  if (verb !== "import") expect(ended.stderr).toMatch(/2\d requests failed in a row, so nothing more is sent/);
  expect(ended.stderr).toMatch(reason);
});
