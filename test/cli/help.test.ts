import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { parseSeed } from "@skyvia-schedules/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { VerbHelp } from "../../packages/cli/dist/verb/help.js";
import { verbHelp } from "../../packages/cli/dist/command-line/help.js";
import { verbNames, type VerbName } from "../../packages/cli/dist/command-line/verb-names.js";
import { verbPages } from "../../packages/cli/dist/command-line/verb-pages.js";
import type { Ended } from "./binary.ts";
import { expectClean, printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const demo = new URL("../../packages/cli/demo/", import.meta.url);
const seed = readFileSync(new URL("seed.yaml", demo), "utf8");

let place: Place;

beforeAll(async () => {
  place = await openPlace();
});
afterAll(async () => place[Symbol.asyncDispose]());

describe("help", () => {
  test("of the tool: its verbs, and every variable that it reads", async () => {
    const help = await place.run(["help"]);
    expectClean(help);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toMatchInlineSnapshot(`
      "USAGE
        skyvia-schedules <verb> [flags]

      Keep the schedules of Skyvia integrations in YAML files.

      VERBS
        validate    Check the files; needs no token and sends nothing
        plan        Show what would change
        apply       Enable and disable schedules as the files say
        show        Show a saved plan; needs no token and sends nothing
        drift       Show how live schedules differ from the files, and why
        watch       Compare again and again, report what differs, and correct it with
                    --correct
        status      Show the live and the desired state of every managed schedule
        report      Write an HTML page about all managed schedules
        explain     Show which entry decides about one integration, and why
        calendar    Show what the files ask for over time; sends nothing
        init        Set up a repository: YAML of live workspaces, schema, CI
        import      Write YAML from a live workspace
        workspaces  List the workspaces of the token, or show one
        list        List the integrations of a workspace
        get         Show one integration and its schedule
        executions  List the finished executions of an integration, or show one
        run         Run an integration now
        cancel      Cancel the active execution; running tasks may finish
        kill        End the active execution by force
        enable      Enable one schedule, permanently or for a limited time
        disable     Disable one schedule, permanently or for a limited time
        freeze      Disable the schedules of a workspace, and save which were enabled
        thaw        Restore the schedules that a freeze disabled
        undo        Switch back what a run in the ledger has switched
        emulator    Serve a local emulator of the API, with a web page
        demo        Show the main job on the emulator
        doctor      Check the connection to the API, the token, files, git and Pulumi
        completion  Print the completion script of a shell
        schema      Print the JSON Schema of a format
        version     Print the version
        help        Show a verb with its flags and examples, or list all verbs

      FLAGS
        -h, --help     Show this help; after a verb, the help of the verb
        -V, --version  Print the version

      ENVIRONMENT
        SKYVIA_TOKEN       The API token
        SKYVIA_TOKEN_FILE  A file with the token, if SKYVIA_TOKEN is not set
        SKYVIA_TOKEN_*     The token of a workspace whose file names it by \`tokenFrom\`
        SKYVIA_BASE_URL    The base URL of the API, if --base-url is not given
        SKYVIA_LOG         \`debug\` logs every attempt on stderr, as --verbose does
        SKYVIA_NOW         The instant (RFC 3339) at which the clock starts, for tests
                           and demos
        NO_COLOR           Any value turns colour off
        FORCE_COLOR        Any value except 0 and false turns colour on without a
                           terminal
        HTTPS_PROXY        The proxy for https; HTTP_PROXY and NO_PROXY are read too

      \`skyvia-schedules help <verb>\` shows a verb with its flags and examples.
      "
    `);
  });

  test.each([["--help"], ["-h"], []])(
    "%s prints the same: a command line without a verb is not a mistake",
    async (...args) => {
      expect(await place.run(args)).toEqual(await place.run(["help"]));
    },
  );

  test("of a verb: its flags, arguments, examples and variables", async () => {
    const help = await place.run(["help", "executions"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toMatchInlineSnapshot(`
      "USAGE
        skyvia-schedules executions <id> [runId] -w <id|name> [flags]

      List the finished executions of an integration, or show one.

      ARGUMENTS
        <id>     The integration's id
        [runId]  Show this execution in full

      FLAGS
        -w, --workspace <id|name>  The workspace, by id or exact name [required]
            --token-from <name>    The variable with the token, such as
                                   SKYVIA_TOKEN_WEST, for another account
                                   [SKYVIA_TOKEN]
            --start-date <time>    Only executions from this date-time on
            --end-date <time>      Only executions until this date-time
            --failed, --no-failed  Only failed executions (--no-failed: only the
                                   others)
            --take <n>             How many executions to show at most [default 20]
            --skip <n>             How many executions to skip first [default 0]
            --sort-by <field>      Sort by this field [startDate]
                                   [startDate|runId|executionId]
            --sort-order <order>   Sort order [asc] [asc|desc]
            --active               Show the execution that is active now

      COMMON FLAGS
            --base-url <url>        The base URL of the API [SKYVIA_BASE_URL, else
                                    https://api.skyvia.com]
            --token-file <file>     File with the token, - for stdin [SKYVIA_TOKEN,
                                    else SKYVIA_TOKEN_FILE]
            --concurrency <n|auto>  Upper bound of calls in flight, 1 to 256; auto
                                    adapts the number [default auto]
            --timeout <time>        Time for the whole run, such as 30s or 5m [none]
            --request-timeout <time>
                                    Time for one attempt of one call, including its
                                    answer [default 30s]
            --read-only             Refuse every call that could change anything
            --format <format>       Format of the result on stdout
                                    [text|json|markdown|github, default text]
            --wide                  Do not fit rows to the terminal
        -v, --verbose               Log every attempt of every call on stderr
        -h, --help                  Show the flags

      EXAMPLES
        # The last five failures
        skyvia-schedules executions 101 -w Production --failed --take 5 --sort-order desc
        # The executions since a day, in UTC
        skyvia-schedules executions 101 -w Production --start-date 2026-11-01
        # The execution that is active now
        skyvia-schedules executions 101 -w Production --active

      ENVIRONMENT
        SKYVIA_TOKEN       The API token
        SKYVIA_TOKEN_FILE  A file with the token, if SKYVIA_TOKEN is not set
        SKYVIA_TOKEN_*     The token of a workspace whose file names it by \`tokenFrom\`
        SKYVIA_BASE_URL    The base URL of the API, if --base-url is not given
        SKYVIA_LOG         \`debug\` logs every attempt on stderr, as --verbose does
        SKYVIA_NOW         The instant (RFC 3339) at which the clock starts, for tests
                           and demos
        NO_COLOR           Any value turns colour off
        FORCE_COLOR        Any value except 0 and false turns colour on without a
                           terminal
        HTTPS_PROXY        The proxy for https; HTTP_PROXY and NO_PROXY are read too
      "
    `);
  });

  test.each(verbNames)("`%s --help` is the first part of `help` of it, in 80 columns", async (verb) => {
    const [short, long] = await Promise.all([place.run([verb, "--help"]), place.run(["help", verb])]);
    expect([short.code, short.stderr, long.code, long.stderr]).toEqual([0, "", 0, ""]);
    const flags = short.stdout.slice(0, short.stdout.indexOf("\n`skyvia-schedules help"));
    expect(long.stdout.startsWith(flags)).toBe(true);
    const lines = long.stdout.split("\n").filter((line) => !line.startsWith("  skyvia-schedules"));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("as JSON it is data", async () => {
    const { data } = printed(await place.run(["help", "plan", "--format", "json"]));
    const { verb, flags } = data as VerbHelp;
    expect([verb, flags.map(({ names }) => names.at(-1))]).toEqual(["plan", expect.arrayContaining(["--out"])]);
  });
});

describe("the version", () => {
  test.each(["-V", "--version"])("%s prints it", async (flag) => {
    const { version } = printed(await place.run(["version", "--format", "json"])).data as { version: string };
    expect(await place.run([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    expect(await place.run(["plan", flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    expect(printed(await place.run([flag, "--format", "json"])).data).toMatchObject({ version });
  });

  test.each(verbNames)("-v is --verbose on %s", async (verb) => {
    expect(verbHelp(verb).flags.map(({ names }) => names)).toContainEqual(["-v", "--verbose"]);
  });

  test("-v before the verb is --verbose, too", async () => {
    expect(await place.run(["-v", "version"])).toEqual(await place.run(["version"]));
    expect(await place.run(["-v"])).toEqual(await place.run(["help"]));
  });
});

describe("a word that is not a verb", () => {
  const words = verbNames.flatMap((verb) => [
    verb.slice(0, -1),
    verb.slice(1),
    `${verb}s`,
    `${verb[0]}x${verb.slice(1)}`,
  ]);
  const others = ["init", "x", "a", "ru", "rum", "dry", "fix", "off", "on", "end", "set", "aply", "plna", "undo", "-x"];

  test.each([...words, ...others].filter((word) => !verbNames.includes(word as VerbName)))(
    "%s: no verb that writes is suggested",
    async (word) => {
      const { code, stderr } = await place.run([word]);
      expect(code).toBe(5);
      const [, suggested = ""] = /did you mean (.*)\?/.exec(stderr) ?? [];
      const verbs = suggested.split(" or ").filter((verb) => verb !== "") as VerbName[];
      expect(verbs.filter((verb) => verbPages[verb].writes)).toEqual([]);
    },
  );

  test.each([
    ["pln", "plan"],
    ["stat", "status"],
    ["versoin", "version"],
    ["plann", "plan"],
    ["hlep", "help"],
    ["comp", "completion"],
  ])("%s is likely %s, also after help", async (word, verb) => {
    for (const args of [[word], ["help", word]]) {
      const { code, stderr } = await place.run(args);
      expect([code, stderr]).toEqual([5, expect.stringContaining(`there is no verb "${word}", did you mean ${verb}?`)]);
    }
  });

  test.each([
    ["plan", "--max-disabel", "--max-disable"],
    ["plan", "--maxdisable", "--max-disable"],
    ["plan", "--formt", "--format"],
    ["plan", "--detailed-exit-codes", "--detailed-exitcode"],
    ["import", "--token-form", "--token-from"],
    ["plan", "--verbos", "--verbose"],
    ["plan", "--concur", "--concurrency"],
    ["apply", "--yse", null],
    ["apply", "--overide", null],
    ["watch", "--corect", null],
    ["drift", "--acept", null],
  ])("%s %s: likely %s, and never a flag that writes", async (verb, flag, meant) => {
    const { code, stderr } = await place.run([verb, flag]);
    const [first] = stderr.split("\n");
    expect([code, first]).toEqual([
      5,
      `error: there is no flag ${flag}${meant === null ? "" : `, did you mean ${meant}?`}`,
    ]);
  });

  test("a flag in place of the verb", async () => {
    expect((await place.run(["-f", "x.yaml", "plan"])).stderr).toBe(
      'error: "-f" is not a verb: the verb comes first, then its flags\n  `skyvia-schedules help` lists the verbs.\n',
    );
  });
});

/** A terminal where `y` is typed. */
function atTerminal(): { readonly stdin: Readable & { readonly isTTY: boolean } } {
  return { stdin: Object.assign(Readable.from(["y\n"]), { isTTY: true }) };
}

describe("every example works as it is shown", () => {
  const examples = verbNames
    .filter((verb) => verb !== "demo") // another test runs it
    .flatMap((verb) => verbPages[verb].examples.map(({ line }) => [line] as const));

  test.each(examples)("%s", async (line) => {
    await using own = await openPlace({ seed: parseSeed(seed, "seed.yaml") });
    own.write("skyvia.yaml", readFileSync(new URL("skyvia.yaml", demo)));
    if (line.includes("seed.yaml")) own.write("seed.yaml", seed);
    own.emulator.world.disable(123, 101);
    for (const one of line.split(" && ")) {
      const [tool, ...args] = wordsOf(one);
      expect(tool).toBe("skyvia-schedules");
      const ended = await runAtTerminal(own, args);
      expectClean({ ...ended, stderr: "" });
      expect([0, 2], ended.stderr).toContain(ended.code);
    }
  });
});

async function runAtTerminal(own: Place, args: readonly string[]): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  let interrupt = (): void => {};
  const output = (stream: "stdout" | "stderr", isTerminal: boolean) => ({
    isTerminal,
    columns: 80,
    failure: null,
    flush: async () => {},
    write: (text: string): void => {
      written[stream] += text;
      if ((args[0] === "emulator" || args[0] === "watch") && stream === "stdout") interrupt();
    },
  });
  const { code } = await own.run(args, {
    ...atTerminal(),
    stdout: output("stdout", false),
    stderr: output("stderr", true),
    sleep: async (ms) => own.emulator.clock.move(ms),
    onSignal: (listener) => {
      interrupt = () => listener("SIGINT");
      return () => {};
    },
  });
  return { code, ...written };
}

/** The words of a command line, without the quotes around some of them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
}
