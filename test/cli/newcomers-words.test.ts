import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { verbPages } from "../../packages/cli/src/command-line/verb-pages.ts";
import { verbNames } from "../../packages/cli/src/command-line/verb-names.ts";
import { openPlace, type Place } from "./place.ts";
import { canary, config } from "./world.ts";

let place: Place;

beforeAll(async () => {
  place = await openPlace();
  mkdirSync(join(place.folder, "files"));
  for (const file of ["skyvia.yaml", "files/a.yaml"]) place.write(file, config);
  place.write("files/b.yaml", "version: 1\nworkspaces: [{ id: 8, integrations: [] }]\n");
});
afterAll(async () => place[Symbol.asyncDispose]());

describe.concurrent("short flags as every shell user types them", () => {
  test.for([
    [
      ["list", "-w7"],
      ["list", "-w", "7"],
    ],
    [
      ["plan", "-fskyvia.yaml"],
      ["plan", "-f", "skyvia.yaml"],
    ],
    [
      ["plan", "-w7", "-fskyvia.yaml"],
      ["plan", "-w", "7", "-f", "skyvia.yaml"],
    ],
    [
      ["explain", "-w7", "--", "2"],
      ["explain", "-w", "7", "2"],
    ],
    [["explain", "-w", "7", "--", "-odd name"], ["explain", "-w", "7", "-odd name"], "differs"],
  ] as const)("%j is %j", async ([joined, apart, differs], { expect }) => {
    const [one, other] = await Promise.all([place.run(joined), place.run(apart)]);
    if (differs === undefined) expect(one).toEqual(other);
    else expect([one.code, other.code]).toEqual([1, 5]);
  });

  test("-- before the verb is an error, and nothing behind it is ignored", async ({ expect }) => {
    const { code, stdout, stderr } = await place.run(["--", "plan"]);
    expect([code, stdout, stderr]).toEqual([
      5,
      "",
      expect.stringContaining('"--" is not a verb: the verb comes first'),
    ]);
  });

  test("-vw 7 logs the calls of workspace 7", async ({ expect }) => {
    const { code, stderr } = await place.run(["list", "-vw", "7"]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("GET /v1/workspaces/7/integrations")]);
  });

  test("a joined flag that does not exist: what is behind its letter is not repeated", async ({ expect }) => {
    for (const args of [[`-t${canary}`], [`-x=${canary}`], ["-token", canary], [`-token=${canary}`]]) {
      const { code, stderr } = await place.run(["plan", ...args]);
      expect([code, stderr.includes(canary), stderr]).toEqual([
        5,
        false,
        expect.stringMatching(/^error: there is no flag -[tx]/),
      ]);
    }
  });
});

describe.concurrent("a word of another tool is answered with the word of this one", () => {
  test.for([
    ["diff", "`plan` shows"],
    ["preview", "`plan` shows"],
    ["sync", "`plan` shows"],
    ["Deploy", "`plan` shows"],
    ["pull", "`import` prints"],
    ["lint", "`validate` checks"],
    ["describe", "`get` shows"],
    ["ls", "`list` lists"],
    ["logs", "`executions` lists"],
    ["history", "`executions` lists"],
    ["suspend", "`schedule: disabled`"],
    ["resume", "`schedule: enabled`"],
    ["destroy", "never deleted"],
    ["login", "`doctor` checks"],
    ["rollback", "revert the files"],
    ["trace", "`explain` shows"],
  ])("the verb %s: %s", async ([word = "", answer = ""], { expect }) => {
    const { code, stdout, stderr } = await place.run([word]);
    expect([code, stdout]).toEqual([5, ""]);
    expect(stderr).toContain(`there is no verb "${word}": `);
    expect(stderr).toContain(answer);
    const named = [...stderr.matchAll(/`(\w+)`/g)].map(([, verb = ""]) => verbNames.find((name) => name === verb));
    expect(named.filter((verb) => verb !== undefined && verb !== "import" && verbPages[verb].writes)).toEqual([]);
  });

  test.for([
    ["apply --dry-run", "--dry-run: `plan` is the dry run"],
    ["apply --dry-run=client", "--dry-run: `plan` is the dry run"],
    ["apply --check", "--check: `plan` is the dry run"],
    ["plan --dry-run", "--dry-run: plan switches nothing"],
    ["apply -y", "-y: here it is --yes"],
    ["apply --auto-approve", "--auto-approve: here it is --yes"],
    ["apply -auto-approve", "-auto-approve: here it is --yes"],
    ["plan -y", "-y: plan asks nothing"],
    ["plan --yes", "--yes: plan asks nothing"],
    ["plan -out=plan.json", "-out: a long name begins with two hyphens"],
    ["plan -help", "-help: a long name begins with two hyphens"],
    ["-version", "-version: a long name begins with two hyphens"],
    ["apply --force", "--force: each guard is lifted by its own flag"],
    ["apply -input=false", "-input: here it is --yes"],
    ["emulator -p 80", "-p: here it is --port"],
    ["list -wide", "-wide: a long name begins with two hyphens"],
    ["list -o json", "-o: --format json"],
    ["list -ojson", "-o: --format json"],
    ["list --output json", "--output: --format json"],
    ["list --json", "--json: --format json"],
    ["list -n prod", "-n: a workspace is named with -w"],
    ["status --namespace prod", "--namespace: a workspace is named with -w"],
    ["plan --target x", "--target: a part is chosen with --select"],
    ["plan -l team=x", "-l: a part is chosen with --select"],
    ["plan --var-file x", "--var-file: files, folders and globs are named with -f"],
    ["plan --parallelism 4", "--parallelism: here it is --concurrency"],
    ["plan --no-color", "--no-color: the variable NO_COLOR=1"],
    ["plan --debug", "--debug: -v logs every call"],
    ["plan --api-key x", "--api-key: put the token into SKYVIA_TOKEN"],
  ])("%s", async ([line = "", answer = ""], { expect }) => {
    const { code, stdout, stderr } = await place.run(line.split(" "));
    expect([code, stdout, stderr]).toEqual([5, "", expect.stringContaining(`error: there is no flag ${answer}`)]);
  });
});

describe.concurrent("a pattern that the shell has expanded", () => {
  const quoted = "-f takes one path: put a pattern in quotes, or write -f before each file";
  test.for([
    ["validate -f files/a.yaml files/b.yaml", quoted],
    ["validate --file files/a.yaml files/b.yaml", quoted],
    ["plan -f files/a.yaml files/b.yaml --wide", quoted],
    ["plan --wide -f skyvia.yaml a.yml b.yml c.yml", quoted],
    ["explain -f files/a.yaml files/b.yaml 2 -w 7", quoted],
    ["disable -f files/a.yaml files/b.yaml 2 -w 7", quoted],
    ["validate skyvia.yaml", "files are named with -f"],
    ["plan files/", "files are named with -f"],
    ["apply -f files/a.yaml files/b.yaml --yes", "put a pattern in quotes, or write -f before each file"],
  ])("%s", async ([line = "", advice = ""], { expect }) => {
    const { code, stderr } = await place.run(line.split(" "));
    expect([code, stderr]).toEqual([5, expect.stringContaining(advice)]);
  });

  test("an argument too many that is not a path gets no such advice", async ({ expect }) => {
    const { stderr } = await place.run(["list", "-w", "7", "extra"]);
    expect(stderr).toContain('"extra": there is one argument too many\n');
  });

  test("in quotes it works", async ({ expect }) => {
    expect((await place.run(["validate", "-f", "files/*.yaml"])).code).toBe(0);
  });
});
