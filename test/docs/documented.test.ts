import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@skyvia-schedules/client";
import { describe, expect, test } from "vitest";
import { allVerbs } from "../../packages/cli/dist/command-line/help.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const cli = read("docs/cli.md");

/** The part of docs/cli.md about a verb. */
function section(verb: string): string {
  const [, text = ""] = cli.split(new RegExp(`^## ${verb}$`, "m"));
  return text.split(/^## /m)[0] ?? "";
}

/** A flag as it is typed. */
function typed(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

// From what the argument parser takes, and not from the help, of which docs/cli.md is made.
const verbs = Object.entries(allVerbs).map(
  ([verb, { parameters }]) => [verb, Object.keys(parameters.flags ?? {}).map(typed)] as const,
);

describe("docs/cli.md has every flag of", () => {
  test.each(verbs)("%s", (verb, flags) => {
    for (const flag of flags) expect(section(verb)).toMatch(new RegExp(`\`${flag}[ \`]`));
  });

  test("every verb, and knows that there are many", () => {
    expect(verbs.length).toBeGreaterThan(25);
    expect(verbs.flatMap(([, flags]) => flags).length).toBeGreaterThan(200);
  });
});

/** Variables of the system, of a CI service or of Node.js: users do not set them for this tool. */
const ofOthers = /^(GITHUB_|CI_|RUNNER_TEMP$|TERM$|TMPDIR$|TMP$|TEMP$|COLUMNS$|HTTP_PROXY$|NO_PROXY$)/;

test("every variable that the tool reads is in docs/cli.md", () => {
  const files = globSync("packages/{cli,client,core}/src/**/*.ts", { cwd: root });
  const names = files.flatMap((file) =>
    [...read(file).matchAll(/\benv\["(\w+)"\]|\benv\.([A-Z]\w+)|\breadVariable\(\w+, "(\w+)"\)/g)].map(
      ([, one, other, token]) => (one ?? other ?? token ?? "").toUpperCase(),
    ),
  );
  const ours = new Set(names.filter((name) => !ofOthers.test(name)));
  expect([...ours].toSorted()).toEqual(
    expect.arrayContaining(["SKYVIA_BASE_URL", "SKYVIA_LOG", "SKYVIA_NOW", "SKYVIA_TOKEN"]),
  );
  for (const name of ours) expect(cli, name).toContain(`| \`${name}\` |`);
});

test("every setting of Pulumi's configuration is in docs/pulumi.md", () => {
  const page = read("docs/pulumi.md");
  const settings = globSync("packages/provider/src/**/*.ts", { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/\bskyvia:([a-z]\w+)\b(?!:)/g)].map(([, name]) => name),
  );
  expect(new Set(settings).size).toBeGreaterThan(1);
  for (const name of new Set(settings)) expect(page).toContain(`skyvia:${name}`);
});

test("every key of the YAML files is in docs/yaml.md or the pages that it leads to", () => {
  const pages = ["yaml", "guards", "operations", "drift"].map((name) => read(`docs/${name}.md`)).join("\n");
  const schema: unknown = JSON.parse(read("packages/core/schema.json"));
  for (const key of new Set(keysOf(schema))) expect(pages, key).toMatch(new RegExp(`\\b${key}\\b`));
});

/** The names of all properties that a schema defines. */
function keysOf(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  const properties =
    "properties" in part && typeof part.properties === "object" ? Object.keys(part.properties ?? {}) : [];
  return [...properties, ...Object.values(part).flatMap(keysOf)].filter((key) => key !== "properties");
}

describe("docs/client.md has, and has nothing else than,", () => {
  const page = read("docs/client.md");

  /** The names in code in the first column of the table of a section. */
  function rows(heading: string, pattern: RegExp): readonly string[] {
    const [, text = ""] = page.split(`## ${heading}\n`);
    const cells = [...(text.split(/^## /m)[0] ?? "").matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = ""]) => cell);
    return cells.flatMap((cell) => [...cell.matchAll(pattern)].map(([, name = ""]) => name)).toSorted();
  }

  /** The fields of an interface of the client, from its source. */
  function fieldsOf(file: string, name: string): readonly string[] {
    const [, text = ""] = read(`packages/client/src/${file}`).split(`export interface ${name} {`);
    return [...(text.split(/^}/m)[0] ?? "").matchAll(/^ {2}readonly (\w+)\??:/gm)]
      .map(([, field = ""]) => field)
      .toSorted();
  }

  test("every method", async () => {
    const client = createClient({ token: "any" });
    expect(rows("Methods", /`(\w+)\(/g)).toEqual(Object.keys(client).toSorted());
    await client.close();
  });

  test("every option", () => {
    expect(rows("Options", /`(\w+)`/g)).toEqual(fieldsOf("settings/client-options.ts", "ClientOptions"));
  });

  test("every field of an error", () => {
    expect(rows("Errors", /`(\w+)`/g)).toEqual(fieldsOf("errors/skyvia-error.ts", "SkyviaErrorFacts"));
  });
});
