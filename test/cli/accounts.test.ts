import { describe, test, type ExpectStatic } from "vitest";
import type { Seed } from "@skyvia-schedules/emulator";
import type { Ended } from "./binary.ts";
import { printed } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";

const dates = { created: "2026-01-05T08:00:00Z", modified: "2026-03-01T12:00:00Z" };
const east = "east-token-do-not-show";
const west = "west-token-do-not-show";
const ours = "our-token-do-not-show";

/** Three accounts with one workspace each. A token covers only its own workspace. */
const accounts: Seed = {
  tokens: {
    ours: { value: ours, scopes: "all", workspaces: [1] },
    east: { value: east, scopes: "all", workspaces: [2] },
    west: { value: west, scopes: "all", workspaces: [3] },
  },
  workspaces: [
    { id: 1, name: "Head office", integrations: integrations() },
    { id: 2, name: "East", integrations: integrations() },
    { id: 3, name: "West", integrations: integrations() },
  ],
};

function integrations(): NonNullable<NonNullable<Seed["workspaces"]>[number]["integrations"]> {
  return [
    { id: 10, name: "Orders", type: "import", schedule: "disabled", ...dates },
    { id: 11, name: "Leads", type: "import", schedule: "enabled", ...dates },
  ];
}

const workspaceOf = (id: number, variable: string | null, tag = "all"): string => `  - id: ${id}
${variable === null ? "" : `    tokenFrom: ${variable}\n`}    integrations:
      - { id: 10, schedule: enabled, tags: [${tag}] }
      - { id: 11, schedule: enabled, tags: [${tag}] }
`;
const head = "version: 1\nworkspaces:\n";
const eastAndWest = `${head}${workspaceOf(2, "SKYVIA_TOKEN_EAST", "e")}${workspaceOf(3, "SKYVIA_TOKEN_WEST", "w")}`;

const tokens = { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_EAST: east, SKYVIA_TOKEN_WEST: west };

async function openAccounts(yaml: string = eastAndWest): Promise<Place> {
  const place = await openPlace({ seed: accounts });
  place.write("skyvia.yaml", yaml);
  return place;
}

/** Runs with the tokens of both accounts and no default one, and verifies that no output has a token. */
async function run(place: Place, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const ended = await place.run(args, { ...options, env: { ...tokens, ...options.env } });
  for (const token of [east, west, ours]) {
    if (`${ended.stdout}${ended.stderr}`.includes(token)) throw new Error(`a token is in the output of ${args[0]}`);
  }
  return ended;
}

/** The pairs of token and requested workspace, each once. */
function callers(place: Place): readonly string[] {
  const pairs = place.emulator.requests().map(({ token, path }) => `${token} ${/workspaces\/(\d+)/.exec(path)?.[1]}`);
  return [...new Set(pairs)].toSorted();
}

describe.concurrent("tokenFrom: several accounts in one run", () => {
  test("each workspace is planned and applied with its own token, and SKYVIA_TOKEN is not needed", async ({
    expect,
  }) => {
    await using place = await openAccounts();
    expect((await run(place, ["apply", "--yes"])).code).toBe(0);
    expect(callers(place)).toEqual(["east 2", "west 3"]);
    expect(place.writes().toSorted()).toEqual([
      "POST /v1/workspaces/2/integrations/10/schedule/enable",
      "POST /v1/workspaces/3/integrations/10/schedule/enable",
    ]);
    expect((await run(place, ["plan", "--detailed-exitcode"])).code).toBe(0);
    for (const verb of ["status", "drift"]) expect((await run(place, [verb])).code).toBe(0);
  });

  test("a workspace without tokenFrom uses the token of the run, which does not replace the other tokens", async ({
    expect,
  }) => {
    await using place = await openAccounts(`${head}${workspaceOf(1, null)}${workspaceOf(2, "SKYVIA_TOKEN_EAST")}`);
    expect((await run(place, ["plan"], { env: { SKYVIA_TOKEN: ours } })).code).toBe(0);
    expect(callers(place)).toEqual(["east 2", "ours 1"]);
    const without = await run(place, ["plan"]);
    expect([without.code, without.stderr]).toEqual([6, expect.stringContaining("Workspace 1 has no `tokenFrom`.")]);
    const replaced = await run(place, ["plan"], { env: { SKYVIA_TOKEN: ours, SKYVIA_TOKEN_EAST: undefined } });
    expect(replaced.code).toBe(6);
  });

  test("the token is read from the file of the variable with _FILE where the variable is not set", async ({
    expect,
  }) => {
    await using place = await openAccounts();
    place.write("token", `${east}\n`);
    const env = { SKYVIA_TOKEN_EAST: undefined, SKYVIA_TOKEN_EAST_FILE: "token" };
    expect((await run(place, ["plan"], { env })).code).toBe(0);
    expect(callers(place)).toEqual(["east 2", "west 3"]);
  });

  test.for([
    ["missing", { SKYVIA_TOKEN_EAST: undefined }, "SKYVIA_TOKEN_EAST is not set"],
    ["empty", { SKYVIA_TOKEN_EAST: "" }, "the token is empty"],
    ["malformed", { SKYVIA_TOKEN_EAST: "two words" }, "no token has"],
    ["in a file that cannot be read", { SKYVIA_TOKEN_EAST: undefined, SKYVIA_TOKEN_EAST_FILE: "no" }, "cannot be read"],
  ] as const)(
    "a variable that is %s is 6 at the place of the key, and nothing is sent",
    async ([, env, text], { expect }) => {
      await using place = await openAccounts();
      for (const verb of [
        ["plan"],
        ["apply", "--yes"],
        ["apply"],
        ["drift"],
        ["status"],
        ["explain", "10", "-w", "2"],
      ]) {
        const ended = await run(place, [...verb, "--format", "json"], { env });
        const { problems } = printed(ended);
        expect([ended.code, problems.map(({ code }) => code)]).toEqual([6, ["token-variable"]]);
        expect(problems[0]?.source).toEqual({ file: "skyvia.yaml", line: 4, column: 16 });
        expect(problems[0]?.message).toContain(text);
      }
      expect((await run(place, ["plan"], { env })).stderr).toContain("skyvia.yaml:4:16: error: ");
      expect(place.emulator.requests()).toEqual([]);
    },
  );

  test("only the variables of the run's workspaces are read: after -w and --select", async ({ expect }) => {
    await using place = await openAccounts();
    const env = { SKYVIA_TOKEN_EAST: undefined };
    for (const part of [
      ["-w", "3"],
      ["--select", "tag:w"],
      ["--exclude", "tag:e"],
    ]) {
      expect((await run(place, ["plan", ...part], { env })).code).toBe(0);
    }
    expect(callers(place)).toEqual(["west 3"]);
    expect((await run(place, ["explain", "10", "-w", "3"], { env })).code).toBe(0);
    expect((await run(place, ["plan", "-w", "2"], { env })).code).toBe(6);
  });

  test("-w by a name that only the API knows is looked up with every token", async ({ expect }) => {
    await using place = await openAccounts();
    expect((await run(place, ["plan", "-w", "West"])).code).toBe(0);
    expect(callers(place)).toEqual(["east undefined", "west 3", "west undefined"]);
  });

  test("a refused token stops only its own workspace: plan is 6, and shows the others", async ({ expect }) => {
    await using place = await openAccounts();
    const ended = await run(place, ["plan", "--format", "json"], { env: { SKYVIA_TOKEN_EAST: "wrong-token" } });
    const { problems, changes, error } = printed(ended);
    expect(ended.code).toBe(6);
    expect(changes).toMatchObject([{ workspaceId: 3, integrationId: 10, action: "enable" }]);
    expect(problems).toMatchObject([{ code: "token-refused", source: { file: "skyvia.yaml", line: 4, column: 16 } }]);
    expect(problems[0]?.message).toContain("SKYVIA_TOKEN_EAST");
    expect(error?.code).toBe("token-refused");
  });

  test("a refused token stops only its own workspace: apply is 3 once something was written, else 6", async ({
    expect,
  }) => {
    await using place = await openAccounts();
    const env = { SKYVIA_TOKEN_EAST: "wrong-token" };
    expect((await run(place, ["apply", "--yes"], { env })).code).toBe(3);
    expect(place.writes()).toEqual(["POST /v1/workspaces/3/integrations/10/schedule/enable"]);
    expect((await run(place, ["apply", "--yes"], { env })).code).toBe(6);
    expect((await run(place, ["drift"], { env })).code).toBe(6);
  });

  test("a token that may not write stops only its own workspace, after one write", async ({ expect }) => {
    const reading = ["Integration / Read", "Integration / Read Schedule"] as const;
    const seed = { ...accounts, tokens: { ...accounts.tokens, east: { value: east, scopes: reading } } };
    await using place = await openPlace({ seed });
    place.write(
      "skyvia.yaml",
      `${head}${["2", "3"].map((id) => workspaceOf(Number(id), id === "2" ? "SKYVIA_TOKEN_EAST" : "SKYVIA_TOKEN_WEST")).join("")}`.replaceAll(
        "{ id: 11, schedule: enabled,",
        "{ id: 11, schedule: disabled,",
      ),
    );
    const ended = await run(place, ["apply", "--yes", "--format", "json"]);
    const results = printed(ended).changes.map(({ workspaceId, integrationId, result }) => [
      workspaceId,
      integrationId,
      result,
    ]);
    expect([ended.code, results]).toEqual([
      3,
      [
        [2, 10, "not-started"],
        [2, 11, "failed"],
        [3, 10, "done"],
        [3, 11, "done"],
      ],
    ]);
    expect(place.writes().filter((path) => path.includes("/workspaces/2/"))).toHaveLength(1);
  });

  test("each token has its own retry budget and its own 20 failures: an outage of one account does not stop the other", async ({
    expect,
  }) => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      id: 100 + index,
      name: `I${index}`,
      schedule: "enabled",
    }));
    const workspaces = [2, 3].map((id) => ({ id, name: `W${id}`, integrations: many as never }));
    await using place = await openPlace({ seed: { ...accounts, workspaces } });
    const entries = many.map(({ id }) => `      - { id: ${id}, schedule: disabled }\n`).join("");
    const block = (id: number, variable: string): string =>
      `  - id: ${id}\n    tokenFrom: ${variable}\n    integrations:\n${entries}`;
    place.write("skyvia.yaml", `${head}${block(2, "SKYVIA_TOKEN_EAST")}${block(3, "SKYVIA_TOKEN_WEST")}`);
    place.emulator.addFault({ match: { workspace: 2 }, fault: { type: "status", status: 500 } });
    const ended = await run(place, ["plan", "--format", "json"]);
    const { changes, problems } = printed(ended);
    expect(ended.code).toBe(1);
    expect(changes.filter(({ workspaceId }) => workspaceId === 3)).toHaveLength(60);
    expect(problems.map(({ code }) => code)).toContain("workspace-unreadable");
  });

  test("a token that is refused in the middle of a light sweep stops only its own workspace", async ({ expect }) => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      id: 100 + index,
      name: `I${index}`,
      schedule: index < 25 ? ("enabled" as const) : ("disabled" as const),
    }));
    const workspaces = [2, 3].map((id) => ({ id, name: `W${id}`, integrations: many as never }));
    const seed = {
      ...accounts,
      workspaces,
      tokens: { ...accounts.tokens, east: { value: east, scopes: ["Integration / Read"] as const } },
    };
    await using place = await openPlace({ seed });
    const block = (id: number, variable: string): string =>
      `  - id: ${id}\n    tokenFrom: ${variable}\n    integrations:\n      - { match: "I*", schedule: enabled }\n`;
    place.write("skyvia.yaml", `${head}${block(2, "SKYVIA_TOKEN_EAST")}${block(3, "SKYVIA_TOKEN_WEST")}`);
    for (const light of [["--light"], []]) {
      const { changes, problems, exitCode } = printed(await run(place, ["plan", ...light, "--format", "json"]));
      expect([exitCode, problems.map(({ code }) => code)]).toEqual([6, ["token-refused"]]);
      expect(changes.map(({ workspaceId }) => workspaceId)).toEqual([3, 3, 3, 3, 3]);
    }
  });

  test("a run that is out of time has one error, whatever number of tokens it uses", async ({ expect }) => {
    await using place = await openAccounts();
    place.emulator.addFault({ match: { workspace: 2 }, fault: { type: "timeout" } });
    const { error, problems, exitCode } = printed(await run(place, ["plan", "--timeout", "2s", "--format", "json"]));
    expect([exitCode, error?.code, problems]).toEqual([1, "timeout", []]);
    expect(error?.message).toContain("out of time");
  });

  test("a 429 of one token delays only the calls of its own workspace", async ({ expect }) => {
    await using place = await openAccounts();
    place.emulator.addFault({ match: { workspace: 2 }, when: "once", fault: { type: "rate_limit", retryAfter: 1 } });
    const ended = await run(place, ["plan", "--verbose"]);
    expect(ended.code).toBe(0);
    const paths = place.emulator.requests().map(({ token, status }) => `${token} ${status}`);
    const lastOfWest = paths.lastIndexOf("west 200");
    expect(paths.indexOf("east 429")).toBeGreaterThan(-1);
    expect(paths.lastIndexOf("east 200")).toBeGreaterThan(lastOfWest);
  });

  test("undo takes the token of each workspace from the ledger, by the name of its variable", async ({ expect }) => {
    await using place = await openAccounts();
    await run(place, ["apply", "--yes", "--ledger", "ledger.jsonl"]);
    const text = place.read("ledger.jsonl");
    expect(text).toContain('"tokenFrom":"SKYVIA_TOKEN_EAST"');
    for (const token of [east, west]) expect(text).not.toContain(token);
    const undo = ["undo", "--last", "--ledger", "ledger.jsonl", "--yes"];
    expect((await run(place, undo, { env: { SKYVIA_TOKEN_EAST: undefined } })).code).toBe(6);
    expect((await run(place, undo)).code).toBe(0);
    expect(callers(place)).toEqual(["east 2", "west 3"]);
    expect(place.writes().slice(2).toSorted()).toEqual([
      "POST /v1/workspaces/2/integrations/10/schedule/disable",
      "POST /v1/workspaces/3/integrations/10/schedule/disable",
    ]);
  });

  test("the report covers all accounts", async ({ expect }) => {
    await using place = await openAccounts();
    expect((await run(place, ["report", "--out", "report.html"])).code).toBe(0);
    expect(callers(place)).toEqual(["east 2", "west 3"]);
    const page = place.read("report.html");
    for (const token of [east, west]) expect(page).not.toContain(token);
    for (const id of [2, 3]) expect(page).toMatch(new RegExp(`[Ww]orkspace ${id}`));
  });

  test("a saved plan has the variable's name by workspace, never a value, and is applied without -f", async ({
    expect,
  }) => {
    await using place = await openAccounts();
    expect((await run(place, ["plan", "--out", "plan.json"])).code).toBe(0);
    const text = place.read("plan.json");
    for (const token of [east, west]) expect(text).not.toContain(token);
    const saved = JSON.parse(text) as { summary: { workspaces: { workspaceId: number; tokenFrom: string }[] } };
    expect(saved.summary.workspaces.map(({ workspaceId, tokenFrom }) => [workspaceId, tokenFrom])).toEqual([
      [2, "SKYVIA_TOKEN_EAST"],
      [3, "SKYVIA_TOKEN_WEST"],
    ]);
    const missing = await run(place, ["apply", "plan.json", "--yes"], { env: { SKYVIA_TOKEN_WEST: undefined } });
    expect([missing.code, missing.stderr]).toEqual([6, expect.stringContaining("SKYVIA_TOKEN_WEST is not set")]);
    expect(missing.stderr).toContain("skyvia.yaml:9:16: error: ");
    expect((await run(place, ["show", "plan.json"], { env: { SKYVIA_TOKEN_EAST: undefined } })).code).toBe(0);
    expect((await run(place, ["apply", "plan.json", "--yes"])).code).toBe(0);
    expect(place.writes()).toHaveLength(2);
    expect(callers(place)).toEqual(["east 2", "west 3"]);
  });

  test("configHash covers the variable", async ({ expect }) => {
    await using place = await openAccounts();
    await run(place, ["plan", "--out", "plan.json"]);
    place.write("skyvia.yaml", eastAndWest.replace("SKYVIA_TOKEN_EAST", "SKYVIA_TOKEN_WEST"));
    const { code, stderr } = await run(place, ["apply", "plan.json", "-f", "skyvia.yaml", "--yes"]);
    expect([code, stderr]).toEqual([4, expect.stringContaining("the desired state in the files has changed")]);
    expect(place.writes()).toEqual([]);
  });

  test("disable --for and freeze with a file take the workspace's own token", async ({ expect }) => {
    await using place = await openAccounts();
    const hold = ["--for", "4h", "--reason", "x", "--owner", "ana", "-f", "skyvia.yaml"];
    expect((await run(place, ["disable", "11", "-w", "3", ...hold])).code).toBe(0);
    const freeze = [
      "freeze",
      "-w",
      "3",
      "--snapshot",
      "s.json",
      "--reason",
      "x",
      "--yes",
      "-f",
      "skyvia.yaml",
      "--until",
      "2099-01-01T00:00:00Z",
    ];
    expect((await run(place, freeze)).code).toBe(0);
    expect(callers(place)).toEqual(["west 3"]);
  });

  test("drift --correct writes and --accept edits with each token, and the key stays", async ({ expect }) => {
    await using place = await openAccounts();
    await run(place, ["apply", "--yes", "--ledger", "ledger.jsonl"]);
    place.emulator.world.toggle(3, 10);
    const asked = ["drift", "--ledger", "ledger.jsonl"];
    expect((await run(place, [...asked, "--accept", "all"])).code).toBe(0);
    expect(place.read("skyvia.yaml")).toBe(
      eastAndWest.replace("{ id: 10, schedule: enabled, tags: [w]", "{ id: 10, schedule: disabled, tags: [w]"),
    );
    place.emulator.world.toggle(2, 11);
    expect((await run(place, [...asked, "--correct", "--yes"])).code).toBe(0);
    expect(place.writes().at(-1)).toBe("POST /v1/workspaces/2/integrations/11/schedule/enable");
  });
});

describe.concurrent("tokenFrom in files", () => {
  const invalid = async (expect: ExpectStatic, yaml: string, more?: string): Promise<Ended> => {
    await using place = await openAccounts(yaml);
    const files = more === undefined ? [] : ["-f", "skyvia.yaml", "-f", "more.yaml"];
    if (more !== undefined) place.write("more.yaml", more);
    const ended = await run(place, ["validate", ...files]);
    expect(ended.code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
    return ended;
  };

  test.for([
    ["SKYVIA_TOKEN"],
    ["SKYVIA_TOKEN_"],
    ["SKYVIA_TOKEN_FILE"],
    ["SKYVIA_TOKEN_WEST_FILE"],
    ["SKYVIA_TOKEN_west"],
    ["HOME"],
    ["AWS_SECRET_ACCESS_KEY"],
    ["https://elsewhere.example"],
    ["abc123secret"],
    ["12345678"],
    ["true"],
    ["!secret abc"],
    ["*abc123secret"],
    ["[abc123secret]"],
    ["{ abc123secret: 1 }"],
    ["|\n      abc123secret"],
    ['"SKYVIA_TOKEN_WEST\\n"'],
  ] as const)("a name outside SKYVIA_TOKEN_* is 5 at its place, and not repeated: %s", async ([value], { expect }) => {
    const { stderr } = await invalid(expect, eastAndWest.replace("SKYVIA_TOKEN_EAST", value));
    expect(stderr).toMatch(/skyvia\.yaml:4:(?:16|24): error: `tokenFrom` must be/);
    const [word = ""] = /abc123secret|12345678|elsewhere|HOME|AWS\w+/.exec(value) ?? [];
    if (word !== "") expect(stderr).not.toContain(word);
  });

  test("two variables for one workspace are 5 with both places; a variable in one of two files is enough", async ({
    expect,
  }) => {
    const other = `${head}  - id: 2\n    tokenFrom: SKYVIA_TOKEN_WEST\n`;
    const { stderr } = await invalid(expect, eastAndWest, other);
    expect(stderr).toContain("more.yaml:4:16: error: ");
    expect(stderr).toContain("skyvia.yaml:4:16");
    await using place = await openAccounts(`${head}${workspaceOf(2, null)}`);
    place.write("more.yaml", `${head}  - id: 2\n    tokenFrom: SKYVIA_TOKEN_EAST\n`);
    expect((await run(place, ["plan", "-f", "skyvia.yaml", "-f", "more.yaml"])).code).toBe(0);
    expect(callers(place)).toEqual(["east 2"]);
  });

  test.for([
    ["token", "token: abc123secret"],
    ["baseUrl", "baseUrl: https://elsewhere.example"],
  ])("%s in a file is 5 at the top and in a workspace, with what to do instead", async ([key, line], { expect }) => {
    for (const yaml of [
      `${line}\n${eastAndWest}`,
      eastAndWest.replace("    tokenFrom: SKYVIA_TOKEN_EAST", `    ${line}`),
    ]) {
      const { stderr } = await invalid(expect, yaml);
      expect(stderr).toContain(`has no key \`${key}\``);
      expect(stderr).toContain("a file never");
      expect(stderr).not.toMatch(/abc123secret|elsewhere/);
    }
  });

  test("a problem of a file and a variable without a token are reported together, and the code is 6", async ({
    expect,
  }) => {
    await using place = await openAccounts(eastAndWest.replace("id: 11,", "id: x,"));
    const { code, stderr } = await run(place, ["plan"], { env: { SKYVIA_TOKEN_WEST: undefined } });
    expect([code, stderr]).toEqual([6, expect.stringContaining("SKYVIA_TOKEN_WEST is not set")]);
    expect(stderr).toContain("an id is a whole number");
  });
});

describe.concurrent("--token-from: verbs without files", () => {
  test.for([
    [["workspaces"]],
    [["list", "-w", "3"]],
    [["get", "10", "-w", "3"]],
    [["executions", "10", "-w", "3"]],
    [["run", "10", "-w", "3"]],
    [["cancel", "10", "-w", "3"]],
    [["kill", "10", "-w", "3"]],
    [["enable", "10", "-w", "3"]],
    [["disable", "10", "-w", "3"]],
    [["freeze", "-w", "3", "--snapshot", "before.json", "--reason", "test", "--yes"]],
    [["import", "-w", "3"]],
    [["init", "--yes", "--all", "--dir", "repository"]],
  ] as const)("%s", async ([args], { expect }) => {
    await using place = await openAccounts();
    const named = [...args, "--token-from", "SKYVIA_TOKEN_WEST"];
    const ended = await run(place, named, { env: { SKYVIA_TOKEN: ours } });
    expect([ended.code, ended.stderr]).toEqual([0, expect.anything()]);
    expect(new Set(place.emulator.requests().map(({ token }) => token))).toEqual(new Set(["west"]));
    const missing = await run(place, named, { env: { SKYVIA_TOKEN: ours, SKYVIA_TOKEN_WEST: undefined } });
    expect(missing.code).toBe(args[0] === "freeze" ? missing.code : 6);
    const both = await run(place, [...named, "--token-file", "token"]);
    expect(both.code).toBe(args[0] === "freeze" ? both.code : 5);
    const wrong = await run(place, [...args, "--token-from", "abc123secret"]);
    expect([wrong.code, wrong.stderr]).toEqual([5, expect.not.stringContaining("abc123secret")]);
  });

  test("thaw and undo take it too", async ({ expect }) => {
    await using place = await openAccounts();
    const named = ["--token-from", "SKYVIA_TOKEN_WEST", "--yes"];
    const freeze = ["freeze", "-w", "3", "--snapshot", "before.json", "--reason", "x", "--ledger", "l.jsonl", ...named];
    expect((await run(place, freeze)).code).toBe(0);
    expect((await run(place, ["undo", "--last", "--ledger", "l.jsonl", ...named])).code).toBe(0);
    expect((await run(place, ["thaw", "--snapshot", "before.json", ...named])).code).toBe(0);
    expect(callers(place)).toEqual(["west 3"]);
  });

  test.for<{ from: string; flags: readonly string[] }>([
    { from: "--token-from", flags: ["--token-from", "SKYVIA_TOKEN_WEST"] },
    { from: "the file", flags: ["-f", "skyvia.yaml", "--until", "2099-01-01T00:00:00Z", "--name", "audit"] },
  ])(
    "a snapshot keeps the name of the variable, from $from, and neither a retry nor thaw needs it again",
    async ({ flags }, { expect }) => {
      await using place = await openAccounts();
      const freeze = ["freeze", "-w", "3", "--snapshot", "before.json", "--reason", "x", "--yes"];
      expect((await run(place, [...freeze, ...flags])).code).toBe(0);
      expect(JSON.parse(place.read("before.json"))).toMatchObject({ workspaceId: 3, tokenFrom: "SKYVIA_TOKEN_WEST" });
      expect(place.read("before.json")).not.toContain(west);
      place.emulator.world.enable(3, 11);
      expect((await run(place, freeze)).stdout).toContain("Applied: 1 done");
      const missing = await run(place, ["thaw", "--snapshot", "before.json", "--yes"], {
        env: { SKYVIA_TOKEN: ours, SKYVIA_TOKEN_WEST: undefined },
      });
      expect([missing.code, missing.stderr]).toEqual([
        6,
        expect.stringContaining(
          "before.json:1:1: error: workspace 3 has no usable token: SKYVIA_TOKEN_WEST is not set",
        ),
      ]);
      const thawed = await run(place, ["thaw", "--snapshot", "before.json", "--yes", "--ledger", "l.jsonl"]);
      expect([thawed.code, thawed.stdout]).toEqual([0, expect.stringContaining("Applied: 1 done")]);
      expect(place.read("l.jsonl")).toContain('"tokenFrom":"SKYVIA_TOKEN_WEST"');
      expect((await run(place, ["undo", "--last", "--ledger", "l.jsonl", "--yes"])).code).toBe(0);
      expect(callers(place)).toEqual(["west 3"]);
    },
  );

  test("a snapshot made with the token of the run names no variable, and --token-from of a thaw replaces the variable of a snapshot", async ({
    expect,
  }) => {
    await using place = await openAccounts();
    const freeze = ["freeze", "--reason", "x", "--yes"];
    const env = { SKYVIA_TOKEN: ours };
    expect((await run(place, [...freeze, "-w", "1", "--snapshot", "one.json"], { env })).code).toBe(0);
    expect(place.read("one.json")).not.toContain("tokenFrom");
    expect((await run(place, ["thaw", "--snapshot", "one.json", "--yes"], { env })).code).toBe(0);
    const named = ["-w", "3", "--snapshot", "three.json", "--token-from", "SKYVIA_TOKEN_WEST"];
    expect((await run(place, [...freeze, ...named])).code).toBe(0);
    place.emulator.clearRequests();
    const renamed = { SKYVIA_TOKEN_WEST: undefined, SKYVIA_TOKEN_NEW: west };
    const thaw = ["thaw", "--snapshot", "three.json", "--yes", "--token-from", "SKYVIA_TOKEN_NEW"];
    expect((await run(place, thaw, { env: renamed })).code).toBe(0);
    expect(callers(place)).toEqual(["west 3"]);
  });

  test("import and init write the key, in every form, and the next plan needs no other setting", async ({ expect }) => {
    await using place = await openAccounts();
    const named = ["--token-from", "SKYVIA_TOKEN_WEST"];
    expect((await run(place, ["import", "-w", "3", ...named])).stdout).toContain(
      "  - id: 3\n    tokenFrom: SKYVIA_TOKEN_WEST\n    integrations:\n",
    );
    expect((await run(place, ["import", "-w", "3", "--out", "one.yaml", ...named])).code).toBe(0);
    expect((await run(place, ["plan", "-f", "one.yaml"])).code).toBe(0);
    place.write("two.yaml", `${head}${workspaceOf(2, "SKYVIA_TOKEN_EAST")}`);
    const merge = ["import", "-w", "3", "--out", "two.yaml", "--merge", "-f", "two.yaml", ...named];
    expect((await run(place, merge)).code).toBe(0);
    expect(place.read("two.yaml")).toContain("    tokenFrom: SKYVIA_TOKEN_EAST\n");
    expect(place.read("two.yaml")).toContain("    tokenFrom: SKYVIA_TOKEN_WEST\n");
    place.write("flow.yaml", '{"version": 1, "workspaces": [{"id": 2, "integrations": []}]}\n');
    expect(
      (await run(place, [...merge.slice(0, 3), "--out", "flow.yaml", "--merge", "-f", "flow.yaml", ...named])).code,
    ).toBe(0);
    expect(place.read("flow.yaml")).toContain('"tokenFrom": "SKYVIA_TOKEN_WEST"');
    expect((await run(place, ["import", "--all", "--out", "all/", ...named])).code).toBe(0);
    expect((await run(place, ["plan", "-f", "all"])).code).toBe(0);
  });

  test("import --merge writes the key into a workspace of the file, and writes nothing the second time", async ({
    expect,
  }) => {
    await using place = await openAccounts();
    const before = `${head}  - id: 3 # ours\n    integrations: []\n`;
    place.write("one.yaml", before);
    const args = [
      "import",
      "-w",
      "3",
      "--out",
      "one.yaml",
      "--merge",
      "-f",
      "one.yaml",
      "--token-from",
      "SKYVIA_TOKEN_WEST",
    ];
    const first = await run(place, args);
    expect([first.code, first.stdout]).toEqual([0, "Added 2 entries to one.yaml, and `tokenFrom` to workspace 3.\n"]);
    const written = place.read("one.yaml");
    expect(written).toContain("  - id: 3 # ours\n    tokenFrom: SKYVIA_TOKEN_WEST\n    integrations: [\n");
    expect((await run(place, ["plan", "-f", "one.yaml"])).code).toBe(0);
    const second = await run(place, args);
    expect([second.code, second.stdout, place.read("one.yaml")]).toEqual([
      0,
      "Added 0 entries to one.yaml.\n",
      written,
    ]);
  });

  test("another variable in the file: 5 at its place, before the first call if -w is an id, and the file is kept", async ({
    expect,
  }) => {
    await using place = await openAccounts();
    place.write("east.yaml", `${head}${workspaceOf(3, "SKYVIA_TOKEN_EAST")}`);
    place.write("one.yaml", `${head}  - id: 3\n`);
    const merge = async (args: readonly string[]) =>
      run(place, ["import", "--merge", "--token-from", "SKYVIA_TOKEN_WEST", "--out", ...args]);
    const message =
      "east.yaml:4:16: error: workspace 3 has `tokenFrom: SKYVIA_TOKEN_EAST`, and --token-from names SKYVIA_TOKEN_WEST";
    for (const args of [
      ["east.yaml", "-w", "3", "-f", "east.yaml"],
      ["one.yaml", "-w", "3", "-f", "east.yaml", "-f", "one.yaml"],
      ["new.yaml", "-w", "3", "-f", "east.yaml"],
    ]) {
      const { code, stderr } = await merge(args);
      expect([code, stderr]).toEqual([5, expect.stringContaining(message)]);
    }
    expect(place.emulator.requests()).toEqual([]);
    for (const args of [
      ["east.yaml", "--all", "-f", "east.yaml"],
      ["new.yaml", "--all", "-f", "east.yaml"],
    ]) {
      const { code, stderr } = await merge(args);
      expect([code, stderr]).toEqual([5, expect.stringContaining(message)]);
    }
    expect(place.read("east.yaml")).toBe(`${head}${workspaceOf(3, "SKYVIA_TOKEN_EAST")}`);
    expect(place.read("one.yaml")).toBe(`${head}  - id: 3\n`);
  });

  test("import --merge --format json says which workspaces got the key", async ({ expect }) => {
    await using place = await openAccounts();
    place.write("one.yaml", `${head}  - { id: 3, integrations: [] }\n`);
    const args = [
      "import",
      "-w",
      "3",
      "--out",
      "one.yaml",
      "--merge",
      "-f",
      "one.yaml",
      "--token-from",
      "SKYVIA_TOKEN_WEST",
    ];
    const { data } = printed(await run(place, [...args, "--format", "json"]));
    expect(data).toEqual({ file: "one.yaml", added: 2, tokenFromAdded: [3] });
    expect(place.read("one.yaml")).toContain("  - { id: 3, tokenFrom: SKYVIA_TOKEN_WEST, integrations: [\n");
  });

  test("init of a second account adds it, and its plan covers both", async ({ expect }) => {
    await using place = await openAccounts();
    const init = async (variable: string, env: RunOptions["env"] = {}) =>
      printed(
        await run(place, ["init", "--yes", "--all", "--dir", "r", "--token-from", variable, "--format", "json"], {
          env,
        }),
      ).data as { plan: { unchanged: number } | null };
    expect((await init("SKYVIA_TOKEN_EAST")).plan?.unchanged).toBe(2);
    expect((await init("SKYVIA_TOKEN_WEST")).plan?.unchanged).toBe(4);
    expect((await init("SKYVIA_TOKEN_WEST", { SKYVIA_TOKEN_EAST: undefined })).plan).toBeNull();
    expect((await run(place, ["plan", "-f", "r/skyvia"])).code).toBe(0);
  });

  test("doctor looks at every token that the files use, or at that of --token-from", async ({ expect }) => {
    await using place = await openAccounts();
    const found = async (args: readonly string[], env: RunOptions["env"] = {}) => {
      const { data, exitCode } = printed(await run(place, ["doctor", ...args, "--format", "json"], { env }));
      const { checks } = data as { checks: { id: string; status: string; found: string }[] };
      const token = checks.find(({ id }) => id === "token");
      return { code: exitCode, status: token?.status, found: token?.found };
    };
    expect(await found([])).toMatchObject({ status: "ok", found: "valid" });
    expect(callers(place)).toEqual(["east 2", "east undefined", "west 3", "west undefined"]);
    const refused = await found([], { SKYVIA_TOKEN_WEST: "wrong-token" });
    expect(refused).toMatchObject({
      code: 6,
      status: "fail",
      found: expect.stringMatching(/^SKYVIA_TOKEN_EAST: valid; SKYVIA_TOKEN_WEST: /),
    });
    expect(await found([], { SKYVIA_TOKEN_WEST: undefined })).toMatchObject({ code: 6, status: "fail" });
    expect(await found(["--token-from", "SKYVIA_TOKEN_EAST"], { SKYVIA_TOKEN_WEST: undefined })).toMatchObject({
      status: "ok",
    });
  });
});
