import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Emulator, RequestRecord } from "@skyvia-schedules/emulator";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openRepository } from "../gitops/repository.ts";
import type { WorkspaceText } from "./config.ts";
import { inFolder } from "./in-folder.ts";
import { cli } from "./in-process.ts";
import { callsOfPlan, enforceable, listed } from "./oracle.ts";
import { configs, seeds } from "./small-world.ts";
import { line, onStage, writesOf } from "./stage.ts";
import { runs } from "./runs.ts";

/** A world with a file about it, and the CLI that works on both. */
interface Scene {
  readonly emulator: Emulator;
  readonly file: string;
  readonly workspaces: readonly WorkspaceText[];
  /** Runs a verb on the file. */
  readonly run: (verb: string, ...args: readonly string[]) => Promise<Ran>;
}

interface Ran {
  readonly exitCode: number;
  readonly requests: readonly RequestRecord[];
  readonly summary: { readonly problems: number };
  readonly changes: readonly Found[];
  readonly problems: readonly { readonly code: string }[];
  readonly data: unknown;
}

interface Found {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly action: string;
  readonly cause?: string;
  readonly result?: string;
}

const isWrite = ({ action }: Found): boolean => action === "enable" || action === "disable";
const keyOf = ({ workspaceId, integrationId, action }: Found): string => `${action} ${workspaceId}/${integrationId}`;

/** Plays in any small world, with any file, many times. */
async function hold(usual: number, play: (scene: Scene, chance: number) => Promise<void>): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.noBias(seeds), fc.noBias(configs), fc.nat(), async (seed, config, chance) =>
      inFolder({ "skyvia.yaml": config }, (folder) =>
        onStage(seed, async ({ emulator, watch }) => {
          const file = join(folder, "skyvia.yaml");
          const { workspaces } = JSON.parse(config) as { workspaces: readonly WorkspaceText[] };
          const run: Scene["run"] = async (verb, ...args) => {
            const { value, requests } = await watch(() => cli(emulator, verb, "-f", file, ...args, "--format", "json"));
            return { ...(JSON.parse(value.stdout) as Omit<Ran, "requests">), requests };
          };
          await play({ emulator, file, workspaces, run }, chance);
        }),
      ),
    ),
    runs(usual),
  );
}

test("drift writes nothing, takes the calls of a plan, and differs where the plan does", () =>
  hold(12, async ({ emulator, workspaces, run }) => {
    const calls = callsOfPlan(emulator.world, workspaces);
    const drift = await run("drift");
    expect(writesOf(drift.requests).map(line)).toEqual([]);
    expect(drift.requests).toHaveLength(calls);
    const plan = await run("plan");
    expect(drift.changes.map(keyOf)).toEqual(plan.changes.map(keyOf));
    expect(drift.changes.every(({ cause }) => cause !== undefined)).toBe(true);
    if (drift.changes.some(isWrite)) expect([1, 2, 4]).toContain(drift.exitCode);
    if (drift.exitCode === 0) expect([drift.changes.filter(isWrite), drift.problems]).toEqual([[], []]);
  }));

test("after --accept all the plan is empty, only reads were sent, and the file asks for the rest as before", () =>
  hold(15, async ({ emulator, file, workspaces, run }) => {
    openRepository(dirname(file)).commit();
    const before = await run("drift");
    const accepted = await run("drift", "--applied", "HEAD", "--accept", "all");
    expect(writesOf(accepted.requests).map(line)).toEqual([]);
    expect(accepted.requests).toHaveLength(callsOfPlan(emulator.world, workspaces));
    const plan = await run("plan");
    expect(plan.changes.filter(isWrite)).toEqual([]);
    expect(plan.problems.filter(({ code }) => code === "schedule-not-defined")).toEqual([]);
    expect(plan.changes.map(keyOf), "what is observed stays").toEqual(
      before.changes.filter((change) => !isWrite(change)).map(keyOf),
    );
    if (accepted.exitCode === 0) expect((await run("drift")).exitCode).toBe(0);

    // Covered integrations are still covered, by the same text except for the schedules.
    const text = readFileSync(file, "utf8");
    const after = (JSON.parse(text) as { workspaces: readonly WorkspaceText[] }).workspaces;
    const essence = ({ integrations, ...rest }: WorkspaceText): object => ({
      ...rest,
      selectors: integrations.map(({ id, name, match }) => JSON.stringify({ id, name, match })),
    });
    for (const [index, workspace] of workspaces.entries()) {
      const [old, now] = [essence(workspace), essence(after[index] as WorkspaceText)] as { selectors: string[] }[];
      expect({ ...now, selectors: now?.selectors.filter((one) => old?.selectors.includes(one)) }).toEqual(old);
    }
    expect(enforceable(emulator.world, after).length).toBe(enforceable(emulator.world, workspaces).length);
  }));

test("no run writes more in a workspace than its limits allow, and a run that would do so writes nothing", () =>
  hold(15, async ({ run }, chance) => {
    const limits = [undefined, "0", "1", "2", "0%", "34%", "50%", "100%"] as const;
    const [disable, enable] = [limits[chance % 8], limits[Math.floor(chance / 8) % 8]];
    const flags = [
      ...(disable === undefined ? [] : ["--max-disable", disable]),
      ...(enable === undefined ? [] : ["--max-enable", enable]),
    ];
    const status = await run("status");
    const { coverage } = status.data as { coverage: { workspaceId: number; managed: number }[] };
    const plan = await run("plan", ...flags);
    const applied = await run("apply", "--yes", ...flags);
    const sent = writesOf(applied.requests).map(({ path }) => path);
    let isOver = false;
    for (const { workspaceId, managed } of coverage) {
      for (const [verb, flag] of [
        ["disable", disable],
        ["enable", enable],
      ] as const) {
        const allowed = allowedBy(flag, managed);
        const asked = plan.changes.filter((one) => one.action === verb && one.workspaceId === workspaceId).length;
        isOver ||= asked > allowed;
        const own = sent.filter((path) => path.startsWith(`/v1/workspaces/${workspaceId}/`) && path.endsWith(verb));
        expect(own.length).toBeLessThanOrEqual(allowed);
      }
    }
    expect(plan.problems.some(({ code }) => code === "limit-exceeded")).toBe(isOver);
    if (isOver) expect(sent).toEqual([]);
  }));

/** By the words of the contract: a flag as it is; else a quarter, at least 5, never all of more than one. */
function allowedBy(flag: string | undefined, managed: number): number {
  if (flag === undefined) return Math.min(Math.max(5, Math.floor(managed / 4)), managed > 1 ? managed - 1 : 5);
  return flag.endsWith("%") ? Math.floor((managed * Number.parseInt(flag, 10)) / 100) : Number(flag);
}

test("the ledger's intents are the writes of the history, each with its result", () =>
  hold(12, async ({ emulator, file, run }) => {
    const ledger = `${file}.ledger`;
    const sent: string[] = [];
    for (const round of ["apply", "drift"]) {
      const how = round === "apply" ? ["apply"] : ["drift", "--correct"];
      const [verb = "", ...rest] = how;
      const ran = await run(
        verb,
        ...rest,
        "--yes",
        "--ledger",
        ledger,
        "--max-disable",
        "100%",
        "--max-enable",
        "100%",
      );
      sent.push(...writesOf(ran.requests).map(({ path }) => path));
      for (const id of [1, 2]) {
        for (const { id: integration } of listed(emulator.world, id).slice(0, 3)) {
          if (emulator.world.schedule(id, integration) !== "undefined") emulator.world.toggle(id, integration);
        }
      }
    }
    const lines = sent.length === 0 ? "" : readFileSync(ledger, "utf8");
    const events = lines
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => JSON.parse(text) as Found & { readonly event: string; readonly result: string; after: string });
    const paths = events
      .filter(({ event }) => event === "intent")
      .map(({ workspaceId, integrationId, after }) => {
        const action = after === "enabled" ? "enable" : "disable";
        return `/v1/workspaces/${workspaceId}/integrations/${integrationId}/schedule/${action}`;
      });
    expect(paths.toSorted()).toEqual(sent.toSorted());
    const results = events.filter(({ event }) => event === "result").map(({ result }) => result);
    expect(results).toEqual(paths.map(() => "done"));
  }));

test("for each integration, explain says what the plan does about it", () =>
  hold(5, async ({ emulator, workspaces, run }) => {
    const plan = await run("plan", "--all");
    for (const { id } of workspaces) {
      for (const { id: integrationId } of listed(emulator.world, id)) {
        const told = await run("explain", String(integrationId), "-w", String(id));
        expect(writesOf(told.requests)).toEqual([]);
        const planned = plan.changes.filter((one) => one.workspaceId === id && one.integrationId === integrationId);
        expect([id, ...told.changes.map(keyOf)]).toEqual([id, ...planned.map(keyOf)]);
      }
    }
  }));
