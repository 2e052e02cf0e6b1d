import type { ChildProcess } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { config } from "../cli/world.ts";
import { openRepository } from "../gitops/repository.ts";
import { bot, type Github } from "./github.ts";
import { commandsIn, declared, nightly, pullRequest, push } from "./runner.ts";
import { openSite, type Site } from "./site.ts";

const comments = ({ github }: Site): readonly string[] => (github.comments.get(1) ?? []).map(({ body }) => body ?? "");
const changing = ({ requests }: Github): readonly string[] => requests.filter((line) => !line.startsWith("GET "));
/** In this folder, which does not contain such a folder. */
const missing = join(import.meta.dirname, "none");
const asIs = `version: 1
workspaces:
  - id: 7
    integrations: [{ id: 1, schedule: disabled }]
`;

describe.concurrent("a plan on a pull request", () => {
  test("one comment that is kept up to date, annotations, summary and outputs", async ({ expect }) => {
    await using site = await openSite();
    const first = await site.bundledStep(pullRequest(1));
    expect(first.code).toBe(0);
    expect(commandsIn(first.log)).toEqual(["notice", "notice", "notice"]);
    expect(first.log).toContain(
      "::notice file=skyvia.yaml,line=8,col=19,title=enable 1 of workspace 7::Nightly orders: ",
    );
    expect(first.summary).toMatch(/^\*\*Plan: 1 to enable, 2 to disable, /);
    expect(first.outputs).toMatchObject({
      "has-changes": "true",
      "enable-count": "1",
      "disable-count": "2",
      "problem-count": "0",
      "unmanaged-count": "3",
      "observed-count": "0",
      blocked: "false",
    });
    expect(Object.keys(first.outputs).toSorted()).toEqual([...declared.outputs].toSorted());
    expect(JSON.parse(readFileSync(first.outputs["plan-file"] ?? "", "utf8"))).toMatchObject({ formatVersion: 1 });
    expect(readFileSync(first.outputs["report-file"] ?? "", "utf8").trim()).toBe(first.summary.trim());
    expect(first.path).toBe("");
    expect(site.place.writes()).toEqual([]);
    expect(comments(site)).toHaveLength(1);
    const [marker, ...rest] = comments(site)[0]?.split("\n") ?? [];
    expect(marker).toMatch(/^<!-- skyvia-schedules:[0-9a-f]{16} -->$/);
    expect(rest.join("\n")).toBe(
      `${first.summary}\n\`skyvia.yaml\` · commit \`0123456\` · [run 4711](https://github.com/acme/data/actions/runs/4711)\n`,
    );

    site.place.emulator.world.enable(7, 1);
    const second = await site.step(pullRequest(1));
    expect(comments(site)).toHaveLength(1);
    expect(comments(site)[0]).toContain("**Plan: nothing to enable".slice(0, 8));
    expect(comments(site)[0]).toContain(second.summary);
    expect(second.outputs["enable-count"]).toBe("0");
    expect(changing(site.github)).toEqual([
      "POST /repos/acme/data/issues/1/comments",
      expect.stringMatching(/^PATCH \/repos\/acme\/data\/issues\/comments\/\d+$/),
    ]);
    expect([...site.github.authorizations]).toEqual(["Bearer ghs_canary-do-not-show"]);
  });

  test("another configuration has its own comment", async ({ expect }) => {
    await using site = await openSite();
    site.place.write("other.yaml", asIs);
    await site.step(pullRequest(1));
    await site.step(pullRequest(1), { files: "other.yaml" });
    await site.step(pullRequest(1), { files: "other.yaml" });
    expect(comments(site)).toHaveLength(2);
  });

  test("it is found among hundreds, and only if it may belong to the action", async ({ expect }) => {
    await using site = await openSite();
    await site.step(pullRequest(1));
    const [body = ""] = comments(site);
    const other = (id: number) => ({
      id,
      body: "a",
      user: { login: "eva", type: "User" },
      author_association: "CONTRIBUTOR" as const,
    });
    const forged = { ...other(1), body };
    const ours = { id: 2, body, user: bot, author_association: "NONE" as const };
    site.github.comments.set(1, [forged, ...Array.from({ length: 250 }, (_, n) => other(n + 10)), ours]);
    site.place.emulator.world.enable(7, 1);
    await site.step(pullRequest(1));
    expect(site.github.comments.get(1)).toHaveLength(252);
    expect(forged.body).toBe(body);
    expect(ours.body).not.toBe(body);
  });

  test.for([
    ["the oldest one", 0, 1],
    ["in the middle", 1300, 15],
    ["the newest one", 2600, 2],
  ] as const)(
    "over 1,000 comments, ours is %s: it is found, with no more pages than needed",
    async (row, { expect }) => {
      const [, place, pages] = row;
      await using site = await openSite();
      await site.step(pullRequest(1));
      const [ours] = site.github.comments.get(1) ?? [];
      const all = Array.from({ length: 2600 }, (_, n) => ({
        id: n + 10_000,
        body: "a",
        user: { login: "eva", type: "User" },
        author_association: "MEMBER" as const,
      }));
      if (ours !== undefined) site.github.comments.set(1, [...all.slice(0, place), ours, ...all.slice(place)]);
      site.github.requests.length = 0;
      await site.step(pullRequest(1));
      expect(site.github.comments.get(1)).toHaveLength(2601);
      expect(site.github.requests.filter((line) => line.startsWith("GET"))).toHaveLength(pages);
      expect(site.github.requests.filter((line) => line.startsWith("PATCH"))).toHaveLength(1);
    },
  );

  test.for([
    ["with other line ends", (body: string) => body.replaceAll("\n", "\r\n")],
    ["with a text above it", (body: string) => `Seen by Ana.\r\n\r\n${body.replaceAll("\n", "\r\n")}`],
  ] as const)("it is found again after somebody edited it in the web page: %s", async ([, edit], { expect }) => {
    await using site = await openSite();
    await site.step(pullRequest(1));
    const [comment] = site.github.comments.get(1) ?? [];
    if (comment !== undefined) comment.body = edit(comment.body ?? "");
    await site.step(pullRequest(1));
    expect(comments(site)).toHaveLength(1);
    expect(comments(site)[0]).toMatch(/^<!-- skyvia-schedules:/);
  });

  test("another verb, another selection and another name have their own comments", async ({ expect }) => {
    await using site = await openSite();
    for (const inputs of [{}, { verb: "validate" }, { args: "--select id:1" }, { name: "mine" }]) {
      await site.step(pullRequest(1), inputs);
      await site.step(pullRequest(1), inputs);
    }
    expect(comments(site)).toHaveLength(4);
  });

  test("`comment: changes`: none where nothing changes, and an old one is brought up to date", async ({ expect }) => {
    await using site = await openSite(asIs);
    const inputs = { comment: "changes" };
    expect((await site.step(pullRequest(1), inputs)).outputs["has-changes"]).toBe("false");
    expect(comments(site)).toEqual([]);
    site.place.emulator.world.enable(7, 1);
    await site.step(pullRequest(1), inputs);
    expect(comments(site)).toHaveLength(1);
    site.place.emulator.world.disable(7, 1);
    await site.step(pullRequest(1), inputs);
    expect(comments(site)[0]).toContain("**Plan: nothing to change, 1 unchanged");
    site.place.write("skyvia.yaml", "version: 1\n");
    await site.step(pullRequest(1), inputs);
    expect(comments(site)[0]).toContain("exit code 5");
  });

  test("`comment: false`: GitHub is not asked", async ({ expect }) => {
    await using site = await openSite();
    expect((await site.step(pullRequest(1), { comment: "false", "github-token": "" })).code).toBe(0);
    expect(site.github.requests).toEqual([]);
  });

  test("more arguments go to the tool as they are", async ({ expect }) => {
    await using site = await openSite();
    const { outputs, summary } = await site.step(pullRequest(1), {
      args: "--expires 24h\n--with-history\n--select tag:finance",
    });
    expect(JSON.parse(readFileSync(outputs["plan-file"] ?? "", "utf8"))).toMatchObject({ expires: expect.any(String) });
    expect(summary).toContain("| History |");
    expect(outputs["disable-count"]).toBe("0");
  });

  test("limits are reported, and do not stop a plan", async ({ expect }) => {
    await using site = await openSite();
    const { code, log } = await site.step(pullRequest(1), { "max-disable": "1" });
    expect([code, log]).toEqual([
      expect.any(Number),
      expect.stringContaining("pass --max-disable 2 to allow this run"),
    ]);
    expect(comments(site)[0]).toContain("pass --max-disable 2 to allow this run");
  });
});

describe.concurrent("on a pull request nothing is written", () => {
  test("apply is refused before anything is read", async ({ expect }) => {
    await using site = await openSite();
    const { code, log } = await site.step(pullRequest(1), { verb: "apply" });
    expect([code, site.place.emulator.requests(), site.github.requests]).toEqual([5, [], []]);
    expect(log).toMatch(/^::error title=skyvia-schedules::verb: apply does not run on a pull request/);
  });

  test.for([
    ["drift", "--correct\n--yes"],
    ["plan", "--read-only"],
  ])("%s with %s", async ([verb = "", args = ""], { expect }) => {
    await using site = await openSite();
    await site.step(pullRequest(1), { verb, args });
    expect(site.place.writes()).toEqual([]);
  });

  test("nor on `pull_request_target`, and for a fork it says why there is no comment", async ({ expect }) => {
    await using site = await openSite();
    const target = { ...pullRequest(1, { head: "eva/data" }), name: "pull_request_target" };
    const { code, log } = await site.step(target);
    expect([code, comments(site)]).toEqual([0, []]);
    expect(log).toContain(
      "::warning title=skyvia-schedules::No comment is written: this pull request comes from a fork",
    );
    expect((await site.step(target, { comment: "false" })).log).not.toContain("No comment is written");
    expect((await site.step(target, { token: "" })).log).toContain("comes from a fork, and the input token is empty.");
  });

  test("nor on `pull_request_target`", async ({ expect }) => {
    await using site = await openSite();
    const target = { ...pullRequest(1), name: "pull_request_target" };
    expect((await site.step(target, { verb: "apply" })).code).toBe(5);
    await site.step(target, { verb: "drift", args: "--correct\n--yes" });
    expect(site.place.writes()).toEqual([]);
  });
});

describe.concurrent("a pull request that gets no secret", () => {
  test.for([
    ["a fork", pullRequest(1, { head: "eva/data" })],
    ["a fork", pullRequest(1, { head: null })],
    ["Dependabot", pullRequest(1, { actor: "dependabot[bot]" })],
  ] as const)(
    "from %s: the files are validated, and it says why no plan is made",
    async ([whence, event], { expect }) => {
      await using site = await openSite();
      const { code, log, summary, outputs } = await site.step(event, { token: "", args: "--with-history" });
      expect(code).toBe(0);
      expect(log).toContain(
        `The files are only validated, without a plan: this pull request comes from ${whence}, and GitHub gives its run no secrets.`,
      );
      expect(summary).toContain("**Valid: 3 entries in 1 workspace.**");
      expect(outputs).not.toHaveProperty("has-changes");
      expect(site.place.emulator.requests()).toEqual([]);
      expect(site.github.requests).toEqual([]);
    },
  );

  test("wrong files are reported as usual: 5", async ({ expect }) => {
    await using site = await openSite(config.replace("schedule: enabled", "schedule: on"));
    const { code, log } = await site.step(pullRequest(1, { head: "eva/data" }), { token: "" });
    expect(code).toBe(5);
    expect(log).toContain("::error file=skyvia.yaml,line=8,col=19,title=bad-schedule::");
  });

  test("a token is not needed where every workspace has tokenFrom", async ({ expect }) => {
    await using site = await openSite(config.replace("- id: 7\n", "- id: 7\n    tokenFrom: SKYVIA_TOKEN_WEST\n"));
    const env = { SKYVIA_TOKEN_WEST: site.place.emulator.token };
    expect((await site.step(pullRequest(1), { token: "" }, env)).code).toBe(0);
    expect((await site.step(pullRequest(1), { token: "" })).code).toBe(6);
  });

  test("a branch of the repository without the secret is an error: 6", async ({ expect }) => {
    await using site = await openSite();
    const { code, log } = await site.step(pullRequest(1), { token: "" });
    expect(code).toBe(6);
    expect(log).toContain("::error title=token-missing::");
    expect(comments(site)[0]).toContain("there is no token");
  });
});

describe.concurrent("GitHub's API", () => {
  const list = "GET /repos/acme/data/issues/1/comments";
  const create = "POST /repos/acme/data/issues/1/comments";
  const far = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" };

  test.for([
    ["403", { on: create, status: 403, message: "Resource not accessible by integration" }, "pull-requests: write"],
    ["404", { on: list, status: 404, message: "Not Found" }, "may read this repository"],
    ["422", { on: create, status: 422, message: "Validation Failed" }, "locked"],
    ["401", { on: list, status: 401, message: "Bad credentials" }, "token that is valid"],
    [
      "a rate limit that ends late",
      { on: list, status: 403, headers: far },
      "run the job again after 2100-01-01T00:00:00.000Z",
    ],
    ["a rate limit without end", { on: create, status: 429, headers: { "retry-after": "0" } }, "rate limit is used up"],
    ["a POST that fails is not sent twice", { on: create, status: 502 }, "Run the job again."],
  ] as const)("%s: 1, reported with what to do, and nothing is lost", async ([what, failure, advice], { expect }) => {
    await using site = await openSite();
    site.github.fail(failure);
    const { code, log, summary, outputs } = await site.step(pullRequest(1));
    expect(code).toBe(1);
    expect(log).toContain(`::error title=skyvia-schedules::GitHub answered ${failure.status} to ${failure.on}`);
    expect(log).toContain(advice);
    expect(summary).toMatch(/^\*\*Plan: 1 to enable, 2 to disable/);
    expect(outputs["has-changes"]).toBe("true");
    expect(existsSync(outputs["report-file"] ?? "")).toBe(true);
    expect(comments(site)).toEqual([]);
    const sent = site.github.requests.filter((line) => line.startsWith(failure.on)).length;
    expect(sent).toBe(what === "a rate limit without end" ? 3 : 1);
  });

  test.for([
    ["a rate limit", { on: "", status: 429, headers: { "retry-after": "0" }, times: 2 }],
    ["a secondary rate limit", { on: "POST", status: 403, headers: { "retry-after": "0" }, times: 1 }],
    ["a list that fails once", { on: list, status: 503, times: 1 }],
  ] as const)("the action waits for the end of %s", async ([, failure], { expect }) => {
    await using site = await openSite();
    site.github.fail(failure);
    expect((await site.step(pullRequest(1))).code).toBe(0);
    expect(comments(site)).toHaveLength(1);
  });

  test("a comment that is deleted between find and update is created anew", async ({ expect }) => {
    await using site = await openSite();
    await site.step(pullRequest(1));
    site.github.fail({ on: "PATCH", status: 404, times: 1, first: () => site.github.comments.set(1, []) });
    expect((await site.step(pullRequest(1))).code).toBe(0);
    expect(comments(site)).toHaveLength(1);
  });

  test("the tool's own exit code has precedence", async ({ expect }) => {
    await using site = await openSite();
    site.github.fail({ on: "", status: 403 });
    expect((await site.step(pullRequest(1), { token: "no-such-token" })).code).toBe(6);
  });

  test("no answer at all", async ({ expect }) => {
    await using site = await openSite();
    const { code, log } = await site.step(pullRequest(1), {}, { GITHUB_API_URL: "http://127.0.0.1:9" });
    expect(code).toBe(1);
    expect(log).toContain("GitHub did not answer GET /repos/acme/data/issues/1/comments");
  });

  test("is reached through the proxy of the runner", async ({ expect }) => {
    await using site = await openSite();
    const asked: string[] = [];
    const proxy = createServer().on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const env = {
      GITHUB_API_URL: "https://github.example/api/v3",
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    };
    const { code, log } = await site.bundledStep(pullRequest(1), { comment: "true" }, env);
    proxy.close();
    expect(code).toBe(1);
    expect(log).toContain("GitHub did not answer GET /repos/acme/data/issues/1/comments");
    expect(new Set(asked)).toEqual(new Set(["github.example:443"]));
  });

  test("its messages are hostile text, too", async ({ expect }) => {
    await using site = await openSite();
    site.github.fail({ on: list, status: 400, message: "x\n::set-output name=a::b\r\n##[error]%0A" });
    expect(commandsIn((await site.step(pullRequest(1))).log)).toEqual(["notice", "notice", "notice", "error"]);
  });
});

describe.concurrent("a wrong setup of the runner", () => {
  test.for([
    [
      "no event file",
      { GITHUB_EVENT_PATH: join(missing, "event.json") },
      "(GITHUB_EVENT_PATH) cannot be used: it cannot be read",
    ],
    ["no variable for it", { GITHUB_EVENT_PATH: undefined }, "(GITHUB_EVENT_PATH) cannot be used: it cannot be read"],
    [
      "an event without a pull request",
      { GITHUB_EVENT_PATH: join(import.meta.dirname, "../../package.json") },
      "the event pull_request has no pull request",
    ],
  ] as const)("%s: 1, and nothing is read", async ([, env, message], { expect }) => {
    await using site = await openSite();
    const { code, log } = await site.step(pullRequest(1), {}, env);
    expect(code).toBe(1);
    expect(log).toContain(message);
    expect([site.place.emulator.requests(), site.github.requests]).toEqual([[], []]);
  });

  test.for([
    [{ verb: "aply" }, 'the input verb is "aply"%0AWrite one of validate, plan, show, apply, drift, status.'],
    [{ comment: "yes" }, 'the input comment is "yes"%0AWrite one of true, changes, false.'],
    [{ issue: "1" }, 'the input issue is "1"'],
  ] as const)("a wrong input: 5, reported by its name", async ([inputs, message], { expect }) => {
    await using site = await openSite();
    const { code, log } = await site.step(pullRequest(1), inputs);
    expect([code, log]).toEqual([5, expect.stringContaining(message)]);
    expect(site.place.emulator.requests()).toEqual([]);
  });

  test("a summary that cannot be written is reported", async ({ expect }) => {
    await using site = await openSite();
    const { code, log } = await site.step(push, { verb: "plan" }, { GITHUB_STEP_SUMMARY: join(missing, "summary") });
    expect(code).toBe(1);
    expect(log).toContain(`::error title=skyvia-schedules::${join(missing, "summary")} could not be written: ENOENT`);
    expect(log).not.toMatch(/^ {4}at /m);
  });
});

describe.concurrent("hostile names", () => {
  const hostile =
    "@everyone | ` <!-- --> ::error::x %0A \u202e [a](https://evil.example) <img src=x>\n::set-output name=a::b ##[error]";

  test.for([
    ["one of 70,000 characters", [hostile.repeat(700)]],
    ["two hundred", Array.from({ length: 200 }, (_, n) => `${n} ${hostile.repeat(4)}`)],
  ] as const)(
    "%s: one comment of less than 60,000 characters, no command, no output",
    async ([, names], { expect }) => {
      const integrations = names.map((name, n) => ({ id: n + 1, name, schedule: "enabled" as const }));
      const all = 'version: 1\nworkspaces:\n  - id: 7\n    integrations: [{ match: "*", schedule: disabled }]\n';
      await using site = await openSite(all, { seed: { workspaces: [{ id: 7, name: "P", integrations }] } });
      const { code, log, outputs, summary } = await site.step(pullRequest(1), { "max-disable": "100%" });
      expect(code).toBe(0);
      expect(outputs["disable-count"]).toBe(String(names.length));
      expect(Object.keys(outputs).every((name) => declared.outputs.includes(name))).toBe(true);
      expect(new Set(commandsIn(log))).toEqual(new Set(["notice"]));
      expect(commandsIn(log)).toHaveLength(Math.min(10, names.length));
      if (names.length > 10) expect(log).toContain("::notice title=skyvia-schedules::and 191 more changes: the job");
      const [comment = ""] = comments(site);
      expect(comment.length).toBeLessThan(60_000);
      expect(comment).toContain(`${names.length} to disable`);
      expect(summary.length).toBeLessThan(60_000);
      expect(readFileSync(outputs["report-file"] ?? "", "utf8").length).toBeGreaterThan(70_000);
    },
  );
});

describe.concurrent("on a branch", () => {
  test("the reviewed plan is applied", async ({ expect }) => {
    await using site = await openSite();
    const { outputs } = await site.step(pullRequest(1));
    const step = await site.bundledStep(push, {
      verb: "apply",
      files: "skyvia.yaml",
      "plan-file": outputs["plan-file"] ?? "",
    });
    expect(step.code, step.log).toBe(0);
    expect(step.summary).toMatch(/^\*\*Applied: 3 done, 0 failed\.\*\*/);
    expect(site.place.writes()).toHaveLength(3);
    expect(commandsIn(step.log)).toEqual(["notice", "notice", "notice"]);
  });

  test.for([
    ["does not exist", async () => join(missing, "plan.json"), "does not exist"],
    [
      "is stale",
      async (site: Site) => {
        const { outputs } = await site.step(pullRequest(1));
        site.place.emulator.world.delete(7, 3);
        return outputs["plan-file"] ?? "";
      },
      "is not current any more",
    ],
    [
      "is of other files",
      async (site: Site) => {
        const { outputs } = await site.step(pullRequest(1));
        site.place.write("skyvia.yaml", config.replace("schedule: enabled", "schedule: disabled"));
        return outputs["plan-file"] ?? "";
      },
      "is not current any more",
    ],
  ] as const)("a reviewed plan that %s", async ([, plan, why], { expect }) => {
    await using site = await openSite();
    const inputs = { verb: "apply", files: "skyvia.yaml", "plan-file": await plan(site) };
    const refused = await site.step(push, inputs);
    expect([refused.code, site.place.writes()]).toEqual([4, []]);
    const message = `the reviewed plan .* ${why}`;
    expect(refused.log).toMatch(
      new RegExp(`^::error title=skyvia-schedules::${message}: nothing was applied%0ARun the workflow again`, "m"),
    );
    const step = await site.step(push, { ...inputs, replan: "true" });
    expect(step.log).toMatch(
      new RegExp(`^::warning title=skyvia-schedules::${message}: the action plans the files again`, "m"),
    );
    expect(step.code, step.log).toBe(0);
    expect(site.place.writes().length).toBeGreaterThan(0);
    expect((await site.place.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  test("a plan that a guard stops is not planned again: 4", async ({ expect }) => {
    await using site = await openSite();
    const { outputs } = await site.step(pullRequest(1));
    const step = await site.step(push, { verb: "apply", "max-disable": "1", "plan-file": outputs["plan-file"] ?? "" });
    expect(step.code).toBe(4);
    expect(step.log).toContain("would disable 2 of 4");
    expect(step.log).not.toContain("plans the files again");
    expect(site.place.writes()).toEqual([]);
  });

  test("no plan, no event file, no GitHub: apply, with its exit code", async ({ expect }) => {
    await using site = await openSite();
    site.place.emulator.addFault({ match: { integration: 3, method: "POST" }, fault: { type: "status", status: 404 } });
    const step = await site.step(push, { verb: "apply", "github-token": "" }, { GITHUB_EVENT_PATH: undefined });
    expect(step.code).toBe(3);
    expect(step.summary).toContain("**Applied: 2 done, 1 failed.**");
  });
});

describe.concurrent("a job that is canceled", () => {
  test("begins nothing new, ends writes in flight, and reports both: 3", async ({ expect }) => {
    await using site = await openSite();
    const { emulator } = site.place;
    emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 3_000 } });
    const interrupt = async (child: ChildProcess): Promise<void> => {
      while (!emulator.requests().some(({ method }) => method === "POST")) await setTimeout(5);
      child.kill("SIGINT"); // what a runner sends first
    };
    const apply = { verb: "apply", args: "--concurrency 1" };
    const step = await site.bundledStep(push, apply, {}, (child) => void interrupt(child));
    expect(step.code, step.log).toBe(3);
    expect(step.summary).toContain("**Applied: 1 done, 0 failed, 2 not started.**");
    expect(step.log).toContain("::error title=interrupted::stopped by SIGINT: 2 changes not started");
    expect(site.place.writes()).toHaveLength(1);
  });
});

describe.concurrent("drift knows the last apply from the deployments of the environment", () => {
  const inputs = { verb: "drift" };

  /** A repository that has the files of each site as a commit. */
  const origin = mkdtempSync(join(tmpdir(), "deployed-"));
  let commit = "";
  beforeAll(() => {
    writeFileSync(join(origin, "skyvia.yaml"), asIs);
    const repository = openRepository(origin);
    repository.commit();
    commit = repository.git("rev-parse", "HEAD").trim();
  });
  afterAll(() => rmSync(origin, { recursive: true }));

  async function openDeployed(): Promise<Site> {
    const site = await openSite(asIs);
    cpSync(join(origin, ".git"), join(site.place.folder, ".git"), { recursive: true });
    site.place.emulator.world.enable(7, 1);
    return site;
  }

  test("of the last one that was successful", async ({ expect }) => {
    await using site = await openDeployed();
    const other = "0".repeat(40);
    site.github.deployments.push(
      { environment: "skyvia", sha: commit, states: ["inactive", "success", "in_progress"] },
      { environment: "skyvia", sha: other, states: ["failure", "in_progress"] },
      { environment: "pages", sha: other, states: ["success"] },
    );
    const { code, summary, log } = await site.step(nightly, inputs);
    expect([code, summary]).toEqual([2, expect.stringContaining("**Drift: 1 turned on outside; ")]);
    expect(commandsIn(log)).toEqual(["notice"]);
  });

  test.for([
    ["there is none", [], {}, "has no successful deployment"],
    ["none was successful", [["failure"]], {}, "has no successful deployment"],
    ["its commit is not in the checkout", [["success"]], {}, "the checkout does not contain commit 0000000"],
    ["it may not be read", [], { status: 403 }, "GitHub answered 403 to GET /repos/acme/data/deployments"],
  ] as const)("where %s that is reported, and the cause is unknown", async ([, states, failure, why], { expect }) => {
    await using site = await openDeployed();
    const deployments = states.map((own) => ({ environment: "skyvia", sha: "0".repeat(40), states: own }));
    site.github.deployments.push(...deployments);
    if ("status" in failure) site.github.fail({ on: "GET /repos/acme/data/deployments", ...failure });
    const { code, summary, log } = await site.step(nightly, inputs);
    expect([code, summary]).toEqual([2, expect.stringContaining("**Drift: 1 not applied yet or switched outside; ")]);
    expect(log).toMatch(/^::warning title=skyvia-schedules::The last apply is not known: /m);
    expect(log).toContain(why);
  });

  test.for([{ environment: "" }, { args: "--applied HEAD" }, { args: "--ledger ledger.jsonl" }] as const)(
    "they are not looked up with %o",
    async (more, { expect }) => {
      await using site = await openDeployed();
      await site.step(nightly, { ...inputs, ...more });
      expect(site.github.requests).toEqual([]);
    },
  );
});

describe.concurrent("drift at night", () => {
  const inputs = { verb: "drift", issue: "true" };

  test("one issue is opened, brought up to date, and closed when all is as the files say", async ({ expect }) => {
    await using site = await openSite(asIs);
    const issues = () => site.github.issues.map(({ state, title }) => `${state}: ${title}`);
    expect((await site.step(nightly, inputs)).code).toBe(0);
    expect(issues()).toEqual([]);

    site.place.emulator.world.enable(7, 1);
    const found = await site.bundledStep(nightly, inputs);
    expect([found.code, found.outputs["has-changes"]]).toEqual([2, "true"]);
    expect(issues()).toEqual(["open: Skyvia schedules are not as the files say"]);
    expect(site.github.issues[0]?.body).toContain(found.summary);

    await site.step(nightly, inputs);
    expect(issues()).toHaveLength(1);

    site.place.emulator.world.disable(7, 1);
    expect((await site.step(nightly, inputs)).code).toBe(0);
    expect(issues()).toEqual(["closed: Skyvia schedules are not as the files say"]);

    site.place.emulator.world.enable(7, 1);
    await site.step(nightly, inputs);
    expect(issues()).toHaveLength(2);
  });

  test("a run without a result neither opens nor closes it", async ({ expect }) => {
    await using site = await openSite(asIs);
    site.place.emulator.world.enable(7, 1);
    await site.step(nightly, inputs);
    site.place.emulator.world.disable(7, 1);
    const step = await site.step(nightly, { ...inputs, token: "no-such-token" });
    expect([step.code, step.outputs]).toEqual([6, { "report-file": expect.any(String) }]);
    expect(site.github.issues.map(({ state }) => state)).toEqual(["open"]);
  });

  test("a pull request or somebody's issue with its text is left alone", async ({ expect }) => {
    await using site = await openSite(asIs);
    site.place.emulator.world.enable(7, 1);
    await site.step(nightly, inputs);
    const [ours] = site.github.issues;
    const body = ours?.body ?? "";
    site.github.issues.length = 0;
    site.github.issues.push(
      { number: 5, title: "a", body, state: "open", user: bot, author_association: "NONE", pull_request: { url: "x" } },
      { number: 6, title: "b", body, state: "open", user: { login: "eva", type: "User" }, author_association: "NONE" },
    );
    await site.step(nightly, inputs);
    expect(site.github.issues.map(({ title }) => title)).toEqual([
      "a",
      "b",
      "Skyvia schedules are not as the files say",
    ]);
  });
});
