import { isSkyviaError } from "@skyvia-schedules/client";
import {
  apply,
  guardPlan,
  isWrite,
  plan,
  refresh,
  type AppliedChange,
  type Change,
  type Plan,
} from "@skyvia-schedules/core";
import type { RequestRecord } from "@skyvia-schedules/emulator";
import { expect } from "vitest";
import { playByHand } from "./by-hand.ts";
import { desiredOf, type WorkspaceText } from "./config.ts";
import { pageCalls } from "./formula.ts";
import { cli } from "./in-process.ts";
import { callsOfPlan, enforceable, isAsDesired, listed } from "./oracle.ts";
import type { ApplyHow, Step } from "./small-world.ts";
import { line, writesOf, type Stage } from "./stage.ts";

/** Plays a history step by step and verifies the laws of reliability at each. */
export class History {
  private config = "";
  private faulty = false;
  private readonly stage: Stage;
  /** For one attempt while there are faults, in ms: small where answers are withheld. */
  private readonly faultyTimeout: number;

  constructor(stage: Stage, { requestTimeout = 30_000 }: { readonly requestTimeout?: number } = {}) {
    this.stage = stage;
    this.faultyTimeout = requestTimeout;
  }

  async take(step: Step): Promise<void> {
    switch (step.step) {
      case "hand":
        return playByHand(this.stage.emulator.world, step);
      case "edit":
        this.config = step.config;
        return;
      case "plan":
        await this.plan();
        return;
      case "apply":
        return this.apply(step);
      case "import":
        return this.import(step.workspace);
      case "fault":
        this.faulty = true;
        this.stage.emulator.addFault(step.rule);
        return;
      case "clear":
        return this.clear();
    }
  }

  /** After any faults: sweeps over a healthy API reach the desired state, and stay there. */
  async converge(): Promise<void> {
    this.clear();
    const enough: ApplyHow = { kind: "fresh", concurrency: 8, skipStale: false, meanwhile: [] };
    for (let sweep = 0; sweep < 3; sweep++) await this.apply(enough, { guards: false });
    const left = (await this.plan())?.changes.filter(isWrite);
    expect(left).toEqual([]);
    const { world } = this.stage.emulator;
    for (const { workspaceId, integrationId, entry } of enforceable(world, this.workspaces)) {
      const now = world.schedule(workspaceId, integrationId);
      if (now !== "undefined")
        expect([workspaceId, integrationId, now]).toEqual([workspaceId, integrationId, entry.schedule]);
    }
  }

  private get timeLimit(): number {
    return this.faulty ? this.faultyTimeout : 30_000;
  }

  private get workspaces(): readonly WorkspaceText[] {
    return (JSON.parse(this.config) as { workspaces: readonly WorkspaceText[] }).workspaces;
  }

  private clear(): void {
    this.faulty = false;
    this.stage.emulator.clearFaults();
  }

  /** null: the faults did not let anything be read. */
  private async plan(concurrency = 8): Promise<Plan | null> {
    const desired = desiredOf(this.config);
    const { value, requests } = await this.stage.watch(() =>
      this.stage
        .run(async (client) => guardPlan(desired, plan(desired, await refresh(client, desired))), {
          concurrency,
          requestTimeout: this.timeLimit,
        })
        .catch(this.forgive),
    );
    expect(writesOf(requests).map(line), "L4: a plan writes nothing").toEqual([]);
    if (this.faulty || value === null) return value;
    const { world } = this.stage.emulator;
    expect(requests.length, "L8: the calls of a plan").toBe(callsOfPlan(world, this.workspaces));
    if (concurrency !== 1) {
      expect(JSON.stringify(await this.plan(1)), "L9: equal worlds, equal bytes").toBe(JSON.stringify(value));
    }
    return value;
  }

  private async apply(how: ApplyHow, { guards = true } = {}): Promise<void> {
    const planned = await this.plan();
    if (planned === null || (guards && planned.problems.some(({ kind }) => kind === "blocks-run"))) return;
    const { world } = this.stage.emulator;
    const allowed = enforceable(world, this.workspaces).map(({ workspaceId, integrationId, entry }) =>
      pathOfWrite(workspaceId, integrationId, entry.schedule === "enabled" ? "enable" : "disable"),
    );
    for (const act of how.meanwhile) playByHand(world, act);
    const { value: applied, requests } = await this.stage.watch(() =>
      this.stage.run((client) => apply(client, planned.changes, how), {
        concurrency: how.concurrency,
        requestTimeout: this.timeLimit,
      }),
    );
    const due = planned.changes.filter(isWrite);
    expect(applied.changes.map(keyOf), "one result for each change, in the plan's order").toEqual(due.map(keyOf));
    const written = writesOf(requests).map(({ path }) => path);
    const beyond = (paths: readonly string[]): string[] => written.filter((path) => !paths.includes(path));
    expect(beyond(allowed), "L3: unmanaged and observed ids are never written").toEqual([]);
    expect(beyond(due.map(pathOf)), "L5: writes are a subset of the plan").toEqual([]);
    for (const change of applied.changes) this.checkResult(change, requests);
    if (this.faulty) return;

    const done = applied.changes.filter(({ result }) => result === "done").length;
    expect(requests.length, "L8: the calls of an apply").toBe(due.length + done);
    expect(applied.refused).toBe(
      how.kind === "saved" && !how.skipStale && applied.changes.some(({ result }) => result === "stale"),
    );
    if (how.meanwhile.length > 0) return;
    expect(
      applied.changes.every(({ result }) => result === "done"),
      "without a fault all is done",
    ).toBe(true);
    expect((await this.plan())?.changes.filter(isWrite), "L1: after apply the plan is empty").toEqual([]);
  }

  private checkResult(change: AppliedChange, requests: readonly RequestRecord[]): void {
    const { workspaceId, integrationId, result, error } = change;
    const about = `${keyOf(change)} is ${result}`;
    const writes = writesOf(requests).filter(({ path }) => path === pathOf(change)).length;
    if (result === "done") expect(writes, `L7: ${about} and was written`).toBeGreaterThan(0);
    if (result === "done" && !this.faulty) expect(writes, `L7: ${about} and was written once`).toBe(1);
    if (result === "unknown") expect(writes, `L7: ${about} and was written`).toBeGreaterThan(0);
    if (result === "unchanged" || result === "stale" || result === "not-started") {
      expect(writes, `L7: ${about} and was not written`).toBe(0);
    }
    expect(error === null, `${about}: an error comes with every result that is not as asked`).toBe(
      result === "done" || result === "unchanged" || result === "not-started",
    );
    if (result !== "done" && result !== "unchanged") return;
    const { world } = this.stage.emulator;
    const after = change.action === "enable" ? "enabled" : "disabled";
    expect(isAsDesired(world.schedule(workspaceId, integrationId), after), `L6: ${about} and live is as desired`).toBe(
      true,
    );
  }

  private async import(workspace: number): Promise<void> {
    const { emulator } = this.stage;
    if (this.faulty) return;
    const importing = () => cli(emulator, "import", "-w", String(workspace));
    const { value, requests } = await this.stage.watch(importing);
    expect([value.exitCode, value.stderr]).toEqual([0, ""]);
    expect(writesOf(requests).map(line), "L4: an import writes nothing").toEqual([]);
    const { length } = listed(emulator.world, workspace);
    expect(requests.length, "L8: the calls of an import").toBe(pageCalls(length) + length);
    expect((await importing()).stdout, "L9: equal worlds, equal bytes").toBe(value.stdout);

    const desired = desiredOf(value.stdout);
    const { changes, problems } = await this.stage.run(async (client) =>
      guardPlan(desired, plan(desired, await refresh(client, desired))),
    );
    expect([changes.filter(({ action }) => action !== "keep"), problems], "L2: after import the plan is empty").toEqual(
      [[], []],
    );
  }

  /** With faults in play a refresh may fail as a whole; without any it must not. */
  private readonly forgive = (error: unknown): null => {
    if (this.faulty && isSkyviaError(error)) return null;
    throw error;
  };
}

function pathOf({ workspaceId, integrationId, action }: Change): string {
  return pathOfWrite(workspaceId, integrationId, action);
}

function pathOfWrite(workspaceId: number, integrationId: number, verb: string): string {
  return `/v1/workspaces/${workspaceId}/integrations/${integrationId}/schedule/${verb}`;
}

function keyOf({ workspaceId, integrationId, action }: Change): string {
  return `${action} ${workspaceId}/${integrationId}`;
}
