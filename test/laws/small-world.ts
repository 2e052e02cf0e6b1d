import { loadDesired } from "@skyvia-schedules/core/yaml";
import type { Fault, FaultRule, Seed, SeedIntegration } from "@skyvia-schedules/emulator";
import * as fc from "fast-check";
import { fileOf, type EntryText, type WorkspaceText } from "./config.ts";

/** What a person does in the web editor. It is skipped if there is no such integration or schedule. */
export interface ByHand {
  readonly act: "add" | "delete" | "rename" | "toggle" | "define" | "undefine";
  readonly workspace: number;
  readonly integration: number;
  readonly name: string | null;
  readonly active: boolean;
}

/** How a plan is applied. */
export interface ApplyHow {
  readonly kind: "fresh" | "saved";
  readonly concurrency: number;
  readonly skipStale: boolean;
  /** What a person does after the plan and before the apply. */
  readonly meanwhile: readonly ByHand[];
}

/** One event of a history. */
export type Step =
  | ({ readonly step: "hand" } & ByHand)
  | { readonly step: "edit"; readonly config: string }
  | { readonly step: "plan" }
  | ({ readonly step: "apply" } & ApplyHow)
  | { readonly step: "import"; readonly workspace: number }
  | { readonly step: "fault"; readonly rule: FaultRule }
  | { readonly step: "clear" };

const names = ["a", "b", "stg-a", "stg-b", "on", "null", "# no: comment", "07", "é\u202e'\"", " a "] as const;
const name = fc.constantFrom(...names);
const id = fc.constantFrom(1, 2, 3, 4, 5, 6);
const workspaceId = fc.constantFrom(1, 2);
const state = fc.constantFrom(
  "enabled" as const,
  "enabled" as const,
  "disabled" as const,
  "disabled" as const,
  "undefined" as const,
);
const asked = fc.constantFrom("enabled" as const, "disabled" as const);

/** Two workspaces whose ids overlap and whose names repeat. */
export const seeds: fc.Arbitrary<Seed> = fc
  .tuple(workspace(), workspace(), fc.constantFrom("active" as const, "defined" as const))
  .map(([production, staging, scheduledMeans]) => ({
    scheduledMeans,
    workspaces: [
      { id: 1, name: "Production", integrations: production },
      { id: 2, name: "Staging", integrations: staging },
    ],
  }));

function workspace(): fc.Arbitrary<readonly SeedIntegration[]> {
  const integration = fc.record({ id, name: fc.option(name, { freq: 8 }), schedule: state });
  return fc.uniqueArray(integration, { selector: (item) => item.id, minLength: 3, maxLength: 6 });
}

const entry: fc.Arbitrary<EntryText> = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ id }) },
      { weight: 1, arbitrary: fc.record({ id, name }) },
      { weight: 2, arbitrary: fc.record({ name }) },
      { weight: 4, arbitrary: fc.record({ match: fc.constantFrom("*", "*", "stg-*", "*b", "a*", "o*n") }) },
    ),
    asked,
    fc.constantFrom({}, {}, {}, {}, {}, { mode: "observe" as const }),
  )
  .map(([selector, schedule, mode]) => ({ ...selector, schedule, ...mode }));

/** The same selector in two entries would be a problem of the file. */
const entries = fc.uniqueArray(entry, {
  selector: (item) => item.id ?? item.match ?? item.name,
  minLength: 2,
  maxLength: 6,
});

/** A workspace item of a file. */
export const workspaceText: fc.Arbitrary<WorkspaceText> = fc
  .tuple(
    fc.constantFrom(1, 1, 1, 1, 2, 2, 2, 2, 9),
    fc.constantFrom({}, {}, {}, {}, {}, { name: "Production" }),
    fc.constantFrom(
      {},
      {},
      {},
      { unmanaged: "ignore" as const },
      { unmanaged: "ignore" as const },
      { unmanaged: "fail" as const },
    ),
    entries,
  )
  .map(([number, asserted, unmanaged, integrations]) => ({ id: number, ...asserted, ...unmanaged, integrations }));

/** A file without a problem of its own; the live world may still have some with it. */
export const configs: fc.Arbitrary<string> = fc
  .uniqueArray(workspaceText, { selector: (item) => item.id, minLength: 1, maxLength: 2 })
  .filter((workspaces) => isSound(workspaces))
  .map(fileOf);

/** Whether a file of these workspaces has no problem of its own. */
export function isSound(workspaces: readonly WorkspaceText[]): boolean {
  const bytes = new TextEncoder().encode(fileOf(workspaces));
  return loadDesired([{ file: "skyvia.yaml", bytes }]).problems.length === 0;
}

/** What a person may do in the web editor. */
export const byHand: fc.Arbitrary<ByHand> = fc.record({
  act: fc.constantFrom("add", "delete", "rename", "toggle", "toggle", "toggle", "define", "undefine"),
  workspace: workspaceId,
  integration: id,
  name: fc.option(name, { freq: 8 }),
  active: fc.boolean(),
});

const faults: fc.Arbitrary<Fault> = fc.constantFrom<Fault>(
  { type: "accept_without_changing" },
  { type: "status", status: 500 },
  { type: "status", status: 503, body: "" },
  { type: "status", status: 404 },
  { type: "rate_limit", retryAfter: 1 },
  { type: "rate_limit" },
  { type: "fail_without_applying" },
  { type: "apply_then_fail" },
  { type: "accept_without_changing" },
  { type: "accept_without_changing", answer: "active" },
  { type: "reset_peer" },
  { type: "reset_peer", at: "body", applied: false },
  { type: "limit_data", at: "body" },
  { type: "limit_data", applied: false },
  { type: "truncated_json" },
  { type: "wrong_content_type" },
  { type: "redirect" },
  { type: "revoke_token" },
);

/** Faults that no time-out is needed for, on any request, or on reads or writes of schedules. */
export const faultRules: fc.Arbitrary<FaultRule> = fc.record({
  match: fc.constantFrom(
    {},
    { operation: "getSchedule" as const },
    { operation: "enableSchedule" as const },
    { operation: "disableSchedule" as const },
    { method: "POST" as const },
    { method: "POST" as const },
  ),
  when: fc.oneof(
    fc.constant("always" as const),
    fc.record({ nth: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ probability: fc.constantFrom(0.1, 0.5), seed: fc.nat(1000) }),
  ),
  fault: faults,
});

/** A wrong answer 200 to a read cannot be distinguished from a right one, so such a fault is only for writes. */
const honestRules = faultRules.map((rule) =>
  rule.fault.type === "accept_without_changing" ? { ...rule, match: { method: "POST" as const } } : rule,
);

const apply: fc.Arbitrary<ApplyHow> = fc.record({
  kind: fc.constantFrom("fresh", "fresh", "saved"),
  concurrency: fc.constantFrom(1, 2, 8),
  skipStale: fc.boolean(),
  meanwhile: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(byHand, { maxLength: 4 })),
});

/** Histories that begin with a file, without or with faults in them. */
export function histories({ faulty }: { readonly faulty: boolean }): fc.Arbitrary<readonly Step[]> {
  const peaceful: fc.Arbitrary<Step>[] = [
    byHand.map((hand) => ({ step: "hand", ...hand })),
    byHand.map((hand) => ({ step: "hand", ...hand })),
    byHand.map((hand) => ({ step: "hand", ...hand })),
    configs.map((config) => ({ step: "edit", config })),
    fc.constant({ step: "plan" }),
    apply.map((how) => ({ step: "apply", ...how })),
    apply.map((how) => ({ step: "apply", ...how })),
    workspaceId.map((number) => ({ step: "import", workspace: number })),
  ];
  const disturbed: fc.Arbitrary<Step>[] = [
    honestRules.map((rule) => ({ step: "fault", rule })),
    honestRules.map((rule) => ({ step: "fault", rule })),
    fc.constant({ step: "clear" }),
  ];
  const step = fc.oneof(...peaceful, ...(faulty ? disturbed : []));
  // Faults matter where something is to be written, so a faulty history ends so.
  const toggle = byHand.map((hand): Step => ({ step: "hand", ...hand, act: "toggle" }));
  const end = [toggle, toggle, toggle, ...disturbed.slice(0, 2), apply.map((how): Step => ({ step: "apply", ...how }))];
  return fc
    .tuple(configs, fc.array(step, { maxLength: 10 }), fc.tuple(...(faulty ? end : [])))
    .map(([config, steps, last]) => [{ step: "edit", config }, ...steps, ...last]);
}
