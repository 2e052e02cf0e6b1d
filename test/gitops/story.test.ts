import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { nightly, pullRequest, push, type Step } from "../action/runner.ts";
import { openSite, type Site } from "../action/site.ts";
import { inputsOf, workflows } from "../ci/workflow.ts";
import { canary } from "../cli/world.ts";
import { openRepository, type Repository } from "./repository.ts";

/** Workspace 7 with forty integrations, all of them on. */
const seed: Seed = {
  tokens: {
    write: { value: canary },
    read: { value: "read-canary", scopes: ["Integration / Read", "Integration / Read Schedule"] },
  },
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: Array.from({ length: 40 }, (_, n) => ({
        id: 101 + n,
        name: n < 12 ? `stg-${n}` : `Orders ${n}`,
        schedule: "enabled" as const,
        executions: n === 12 ? [{ state: "Succeeded" as const }] : [],
      })),
    },
  ],
};

/** A site whose files are in a git repository, and the jobs of the example workflows. */
interface Company extends AsyncDisposable {
  readonly site: Site;
  readonly repository: Repository;
  /** A pull request for a branch, as plan.yml runs it. */
  open(branch: string, number: number): Promise<Step>;
  /** Merges a branch, and runs the two jobs of apply.yml. */
  merge(branch: string): Promise<{ readonly plan: Step; readonly apply: Step | null }>;
  /** drift.yml. */
  night(): Promise<Step>;
}

async function openCompany(): Promise<Company> {
  const site = await openSite(null, { seed });
  const { folder } = site.place;
  const repository = openRepository(folder);
  const secrets = { SKYVIA_READ_TOKEN: "read-canary", SKYVIA_WRITE_TOKEN: canary };
  const inputs = (file: string, job: string) => inputsOf(file, job, secrets);
  return {
    site,
    repository,
    open: async (branch, number) => {
      repository.git("checkout", "--quiet", branch);
      site.github.comments.set(number, site.github.comments.get(number) ?? []);
      return site.step(pullRequest(number), inputs("plan.yml", "plan"));
    },
    merge: async (branch) => {
      repository.git("checkout", "--quiet", "main");
      repository.git("merge", "--quiet", "--no-ff", "--message", `Merge ${branch}`, branch);
      const plan = await site.step(push, inputs("apply.yml", "plan"));
      if (plan.outputs["has-changes"] !== "true") return { plan, apply: null };
      mkdirSync(join(folder, "reviewed"));
      copyFileSync(plan.outputs["plan-file"] ?? "", join(folder, "reviewed/plan.json")); // the artifact between the jobs
      const apply = await site.step(push, inputs("apply.yml", "apply"));
      rmSync(join(folder, "reviewed"), { recursive: true });
      const sha = repository.git("rev-parse", "HEAD").trim();
      site.github.deployments.push({
        environment: workflows.get("apply.yml")?.jobs["apply"]?.environment ?? "",
        sha,
        states: [apply.code === 0 ? "success" : "failure", "in_progress"],
      });
      return { plan, apply };
    },
    night: async () => site.step(nightly, inputs("drift.yml", "drift")),
    [Symbol.asyncDispose]: async () => site[Symbol.asyncDispose](),
  };
}

/** The files as they are written first: an import of all that is live. */
async function startFromLive({ site, repository }: Company): Promise<void> {
  mkdirSync(join(site.place.folder, "skyvia"));
  await site.place.run(["import", "-w", "7", "--out", "skyvia/production.yaml"]);
  repository.git("add", "skyvia");
  repository.git("commit", "--quiet", "--message", "Start from what is live");
}

const entry = (id: number, name: string, state: string): string =>
  `- id: ${id}\n        name: ${name}\n        schedule: ${state}`;
const markOf = ({ summary }: Step): string | undefined => /Mark of these changes: `([0-9a-f]{12})`/.exec(summary)?.[1];

describe.concurrent("from the web page to git and back", () => {
  test("import, pull request, merge, apply; a toggle by hand, drift, accept, pull request, nothing to do", async ({
    expect,
  }) => {
    await using company = await openCompany();
    const { site, repository } = company;
    const { place, github } = site;
    await startFromLive(company);
    expect((await place.run(["plan", "-f", "skyvia", "--detailed-exitcode"])).code).toBe(0);

    // A branch asks for two to be off.
    repository.git("checkout", "--quiet", "-b", "work");
    repository.edit("skyvia/production.yaml", entry(113, "Orders 12", "enabled"), entry(113, "Orders 12", "disabled"));
    repository.edit("skyvia/production.yaml", entry(114, "Orders 13", "enabled"), entry(114, "Orders 13", "disabled"));
    const planned = await company.open("work", 1);
    expect(planned.code, planned.log).toBe(0);
    expect(github.comments.get(1)?.[0]?.body).toContain("**Plan: 0 to enable, 2 to disable, 38 unchanged");
    expect(github.comments.get(1)?.[0]?.body).toContain("`0.1 runs a day, last success ");
    expect(place.writes()).toEqual([]);

    // It is merged, and exactly that is applied.
    const { plan, apply } = await company.merge("work");
    expect(markOf(plan)).toBe(markOf(planned));
    expect(apply?.code, apply?.log).toBe(0);
    expect(apply?.summary).toContain("**Applied: 2 done, 0 failed.**");
    expect(apply === null ? null : markOf(apply)).toBe(markOf(planned));
    expect(place.writes().toSorted()).toEqual([
      "POST /v1/workspaces/7/integrations/113/schedule/disable",
      "POST /v1/workspaces/7/integrations/114/schedule/disable",
    ]);
    expect((await company.night()).code).toBe(0);
    expect(github.issues).toEqual([]);

    // Somebody clicks; the nightly job reports it.
    place.emulator.world.toggle(7, 115);
    const drift = await company.night();
    expect([drift.code, drift.outputs["has-changes"]]).toEqual([2, "true"]);
    expect(github.issues).toMatchObject([{ state: "open" }]);
    expect(github.issues[0]?.body).toContain("**Drift: 1 turned off outside; 40 managed");
    expect(github.issues[0]?.body).toContain("| `Orders 14` |");

    // That was right: it is accepted into the files, which are the same but for one word.
    repository.git("checkout", "--quiet", "-b", "accept");
    const accepted = await place.run(["drift", "-f", "skyvia", "--accept", "115"]);
    expect([accepted.code, accepted.stderr]).toEqual([0, ""]);
    expect(repository.git("diff", "--numstat").trim()).toBe("1\t1\tskyvia/production.yaml");
    repository.git("commit", "--quiet", "--all", "--message", "Accept what is live");
    const again = await company.open("accept", 2);
    expect([again.code, again.outputs["has-changes"]]).toEqual([0, "false"]);
    expect(github.comments.get(2)?.[0]?.body).toContain("**Plan: nothing to change, 40 unchanged");

    // Merged, there is nothing to apply, and the issue is closed.
    expect((await company.merge("accept")).apply).toBeNull();
    expect((await company.night()).code).toBe(0);
    expect(github.issues).toMatchObject([{ state: "closed" }]);
    expect(place.writes()).toHaveLength(2);
  });

  test("a typo that switches off too much is reported in numbers in the pull request, and stopped after the merge", async ({
    expect,
  }) => {
    await using company = await openCompany();
    const { site, repository } = company;
    await startFromLive(company);
    repository.git("checkout", "--quiet", "-b", "typo");
    repository.edit("skyvia/production.yaml", "  - id: 7\n", "  - id: 7\n    limits: { disable: 10% }\n");
    repository.edit("skyvia/production.yaml", /(name: stg-\d+\n {8}schedule: )enabled/g, "$1disabled");
    const message = "the run would disable 12 of 40 (30 %), the limit is 10 %: pass --max-disable 12 to allow this run";
    const planned = await company.open("typo", 1);
    expect([planned.code, planned.outputs["problem-count"]]).toEqual([0, "1"]);
    expect(site.github.comments.get(1)?.[0]?.body).toContain(message);
    const { apply } = await company.merge("typo");
    expect(apply?.code).toBe(4);
    expect(apply?.log).toContain(
      `::error file=skyvia/production.yaml,line=5,col=24,title=limit-exceeded::${message.replaceAll("%", "%25")}`,
    );
    expect(apply?.log).not.toContain("plans the files again");
    expect(site.place.writes()).toEqual([]);
  });

  test("a protected entry is reported in the pull request, and nothing of the plan is written", async ({ expect }) => {
    await using company = await openCompany();
    const { site, repository } = company;
    await startFromLive(company);
    repository.edit(
      "skyvia/production.yaml",
      entry(113, "Orders 12", "enabled"),
      `${entry(113, "Orders 12", "enabled")}\n        protected: true`,
    );
    repository.git("checkout", "--quiet", "-b", "work");
    repository.edit("skyvia/production.yaml", entry(113, "Orders 12", "enabled"), entry(113, "Orders 12", "disabled"));
    repository.edit("skyvia/production.yaml", entry(114, "Orders 13", "enabled"), entry(114, "Orders 13", "disabled"));
    const planned = await company.open("work", 1);
    expect(planned.summary).toContain("--override protected:113");
    const { apply } = await company.merge("work");
    expect(apply?.code ?? 4).toBe(4);
    expect(site.place.writes()).toEqual([]);
  });

  test("what is switched between review and apply makes the plan stale: 4, and the workflow is to run again", async ({
    expect,
  }) => {
    await using company = await openCompany();
    const { site, repository } = company;
    await startFromLive(company);
    repository.git("checkout", "--quiet", "-b", "work");
    repository.edit("skyvia/production.yaml", entry(113, "Orders 12", "enabled"), entry(113, "Orders 12", "disabled"));
    site.place.emulator.addFault({
      match: { integration: 113, method: "GET" },
      when: { nth: 2 },
      fault: { type: "status", status: 404 },
    });
    const { apply } = await company.merge("work");
    expect(apply?.code, apply?.log).toBe(4);
    expect(apply?.log).toContain(
      "::error title=skyvia-schedules::the reviewed plan reviewed/plan.json is not current any more: nothing was applied%0ARun the workflow again",
    );
    expect(site.place.writes()).toEqual([]);
    expect(site.github.deployments).toMatchObject([{ states: ["failure", "in_progress"] }]);
  });
});
