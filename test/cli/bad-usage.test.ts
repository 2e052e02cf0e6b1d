import { afterAll, beforeAll, describe, test, type ExpectStatic } from "vitest";
import { expectUntouched, printed, seen } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { canary, config } from "./world.ts";

let place: Place;

beforeAll(async () => {
  place = await openPlace();
  place.write("skyvia.yaml", config);
  place.write("other.yaml", config);
  place.write("token", `${canary}\n`);
});
afterAll(async () => {
  expectUntouched(place, { "other.yaml": config, "skyvia.yaml": config, token: `${canary}\n` });
  await place[Symbol.asyncDispose]();
});

type Code = 5 | 6;

/** The output of a command line that is refused before any call; JSON says the same. */
async function refused(
  expect: ExpectStatic,
  code: Code,
  command: string | null,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const [text, json] = await Promise.all([place.run(args, options), place.run([...args, "--format", "json"], options)]);
  const { error, ...rest } = printed(json);
  expect(rest).toMatchObject({ command, exitCode: code, changes: [], problems: [] });
  expect(text).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(`error: ${error?.message}`) });
  expect(text.stderr).toContain(`\n  ${error?.next}\n`);
  return seen(text);
}

describe.concurrent("the command line", () => {
  test("an unknown verb", async ({ expect }) => {
    expect(await refused(expect, 5, null, ["pln"])).toMatchInlineSnapshot(`
      "error: there is no verb "pln", did you mean plan?
        \`skyvia-schedules help\` lists the verbs.
      exit code 5
      "
    `);
  });

  test("no verb", async ({ expect }) => {
    const { code, stdout } = await place.run([]);
    expect({ code, help: stdout.includes("USAGE") }).toEqual({ code: 0, help: true });
  });

  test("an unknown flag", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--detailed-exitcodes"])).toMatchInlineSnapshot(`
      "error: there is no flag --detailed-exitcodes, did you mean --detailed-exitcode?
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("a flag without its value", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--concurrency"])).toMatchInlineSnapshot(`
      "error: --concurrency needs a value
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("a token as a flag: its value is not repeated", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--token", canary])).toMatchInlineSnapshot(`
      "error: there is no flag --token: a command line can be seen by others. Put the token into SKYVIA_TOKEN, or name a file with --token-file
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
    expect(await refused(expect, 5, "plan", ["plan", `--token=${canary}`])).toContain("there is no flag --token");
  });

  test("`--concurrency 0`", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--concurrency", "0"])).toMatchInlineSnapshot(`
      "error: --concurrency: "0": \`auto\` or a whole number from 1 to 256 is needed
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("a selection of another kind", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--select", "colour:red"])).toMatchInlineSnapshot(`
      "error: --select: "colour:red": one of id:456, name:stg-*, tag:finance, owner:ana is needed
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("a value of a flag that needs none", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--light=maybe"])).toMatchInlineSnapshot(`
      "error: --light: "maybe": true, false or no value is expected
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("one argument too many", async ({ expect }) => {
    expect(await refused(expect, 5, "list", ["list", "-w", "7", "extra"])).toMatchInlineSnapshot(`
      "error: "extra": there is one argument too many
        \`skyvia-schedules help list\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("an invalid id", async ({ expect }) => {
    expect(await refused(expect, 5, "get", ["get", "017", "-w", "7"])).toMatchInlineSnapshot(`
      "error: <id>: "017": a whole number from 1 to 2147483647 is needed
        \`skyvia-schedules help get\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("no workspace named", async ({ expect }) => {
    expect(await refused(expect, 5, "list", ["list"])).toMatchInlineSnapshot(`
      "error: --workspace is missing
        \`skyvia-schedules help list\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("invalid ids: the message also names `all`", async ({ expect }) => {
    expect(await refused(expect, 5, "drift", ["drift", "--accept", "abc"])).toContain(
      'error: --accept: "abc": `all`, or ids with commas between them, such as 101,107, is needed',
    );
  });

  test("an unknown format", async ({ expect }) => {
    const ended = await place.run(["plan", "--format", "yaml"]);
    expect(seen(ended)).toMatchInlineSnapshot(`
      "error: --format: "yaml": one of text, json, markdown, github is needed
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("an invalid time", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--timeout", "5"])).toMatchInlineSnapshot(`
      "error: --timeout: "5": a duration such as 30s, 5m or 2h is needed
        \`skyvia-schedules help plan\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("flags that need other flags", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--expires", "1h"])).toMatchInlineSnapshot(`
      "error: --expires needs --out: only a saved plan expires
        Add --out, or leave --expires out.
      exit code 5
      "
    `);
    expect(await refused(expect, 5, "apply", ["apply", "--yes", "--skip-stale"])).toMatchInlineSnapshot(`
      "error: --skip-stale needs a plan file
        Name the plan file, or leave --skip-stale out.
      exit code 5
      "
    `);
    expect(await refused(expect, 5, "import", ["import", "-w", "7", "--merge"])).toMatchInlineSnapshot(`
      "error: --merge needs --out, the file to add to
        Add --out, or leave --merge out.
      exit code 5
      "
    `);
  });
});

describe.concurrent("files that cannot be read, and places that cannot be written", () => {
  test("no file", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "-f", "missing.yaml"])).toMatchInlineSnapshot(`
      "error: missing.yaml does not exist
        Correct the path, or write the files with \`skyvia-schedules init\`.
      exit code 5
      "
    `);
  });

  test("a glob without files", async ({ expect }) => {
    expect(await refused(expect, 5, "apply", ["apply", "--yes", "-f", "*.yml"])).toMatchInlineSnapshot(`
      "error: no file matches "*.yml"
        Correct the glob, or quote it so that the shell does not expand it.
      exit code 5
      "
    `);
  });

  test("output into a folder that does not exist", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--out", "missing/plan.json"])).toMatchInlineSnapshot(`
      "error: missing/plan.json cannot be written: the folder missing does not exist
        Create the folder, or name another one.
      exit code 5
      "
    `);
    expect(await refused(expect, 5, "import", ["import", "-w", "7", "--out", "missing/a.yaml"])).toMatchInlineSnapshot(`
      "error: missing/a.yaml cannot be written: the folder missing does not exist
        Create the folder, or name another one.
      exit code 5
      "
    `);
  });

  test("output onto an existing file", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", ["plan", "--out", "other.yaml"])).toMatchInlineSnapshot(`
      "error: other.yaml exists, and is not overwritten
        Name another file, or move that one away.
      exit code 5
      "
    `);
    expect(await refused(expect, 5, "import", ["import", "-w", "7", "--out", "other.yaml"])).toMatchInlineSnapshot(`
      "error: other.yaml exists, and is not overwritten
        Name another file, or move that one away.
      exit code 5
      "
    `);
  });
});

describe.concurrent("the token", () => {
  const without = { SKYVIA_TOKEN: undefined };

  test("missing", async ({ expect }) => {
    expect(await refused(expect, 6, "plan", ["plan"], { env: without })).toMatchInlineSnapshot(`
      "error: there is no token
        Set SKYVIA_TOKEN, or SKYVIA_TOKEN_FILE, or pass --token-file.
      exit code 6
      "
    `);
  });

  test("empty", async ({ expect }) => {
    expect(await refused(expect, 6, "plan", ["plan"], { env: { SKYVIA_TOKEN: "" } })).toMatchInlineSnapshot(`
      "error: SKYVIA_TOKEN: the token is empty
        Set it to an API token of your Skyvia account.
      exit code 6
      "
    `);
  });

  test("with a newline inside", async ({ expect }) => {
    const env = { SKYVIA_TOKEN: `${canary}\n${canary}` };
    expect(await refused(expect, 6, "plan", ["plan"], { env })).toMatchInlineSnapshot(`
      "error: SKYVIA_TOKEN: the token contains a blank, a line break or another character that no token has (it is not shown here)
        Copy only the token: without quotes, blanks or the word Bearer.
      exit code 6
      "
    `);
  });

  test("a file that is not there", async ({ expect }) => {
    expect(await refused(expect, 6, "plan", ["plan", "--token-file", "none"])).toMatchInlineSnapshot(`
      "error: the token file none cannot be read (ENOENT)
        Correct --token-file.
      exit code 6
      "
    `);
    const env = { ...without, SKYVIA_TOKEN_FILE: "none" };
    expect(await refused(expect, 6, "plan", ["plan"], { env })).toMatchInlineSnapshot(`
      "error: the token file none cannot be read (ENOENT)
        Correct SKYVIA_TOKEN_FILE.
      exit code 6
      "
    `);
  });

  test("nothing on stdin", async ({ expect }) => {
    expect(await refused(expect, 6, "plan", ["plan", "--token-file", "-"])).toMatchInlineSnapshot(`
      "error: stdin: the token is empty
        Set it to an API token of your Skyvia account.
      exit code 6
      "
    `);
  });

  test("missing while a confirmation is missing too: the token is reported first", async ({ expect }) => {
    expect(await refused(expect, 5, "apply", ["apply"])).toMatchInlineSnapshot(`
      "error: there is no terminal to confirm on
        Pass --yes to apply without asking.
      exit code 5
      "
    `);
    expect(await refused(expect, 6, "apply", ["apply"], { env: without })).toContain("there is no token");
  });
});

describe.concurrent("the base URL", () => {
  const at = (url: string): string[] => ["plan", "--base-url", url];

  test("without a scheme", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", at("api.skyvia.com"))).toMatchInlineSnapshot(`
      "error: --base-url: the base URL is not a URL
        Write it with its scheme, as in "https://api.skyvia.com".
      exit code 5
      "
    `);
  });

  test("with user info, which is not repeated", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", at(`https://ana:${canary}@api.skyvia.com`))).toMatchInlineSnapshot(`
      "error: --base-url: the base URL contains a user name or password
        Leave it out: the API takes only the token.
      exit code 5
      "
    `);
  });

  test("http to a host that is not loopback, from the environment too", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", at("http://api.skyvia.com"))).toMatchInlineSnapshot(`
      "error: --base-url: the base URL is http to another machine
        Use https: the token would be readable on the way.
      exit code 5
      "
    `);
    const env = { SKYVIA_BASE_URL: "http://127.0.0.1.example.com" };
    expect(await refused(expect, 5, "plan", ["plan"], { env })).toMatchInlineSnapshot(`
      "error: SKYVIA_BASE_URL: the base URL is http to another machine
        Use https: the token would be readable on the way.
      exit code 5
      "
    `);
  });

  test("with a query", async ({ expect }) => {
    expect(await refused(expect, 5, "plan", at("https://api.skyvia.com/?a=1"))).toMatchInlineSnapshot(`
      "error: --base-url: the base URL contains a query or a fragment
        Leave out everything from the ? or # on.
      exit code 5
      "
    `);
  });
});
