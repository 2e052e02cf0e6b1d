import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type Options } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

/**
 * Writes the files that `tsc -b` needs and Git ignores: a validator of each schema as plain code, so that no package loads ajv for them, the files of the
 * emulator's page as a module, and the schemas that the command line publishes for editors. A file with the same content is not written, so that nothing is
 * built again.
 */
const packages = fileURLToPath(new URL("../packages/", import.meta.url));
const plainType = `interface Validator {
  (value: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}`;
/** Options for problems that use texts of the schema: report all problems, each with its part of the schema. */
const explained: Options = {
  allErrors: true,
  verbose: true,
  inlineRefs: false, // one function a definition: less code to load
  unicode: false, // otherwise the code would load ajv's string length; for a length of one the two agree
  logger: false, // it calls `unicode` deprecated
  keywords: ["defaultSnippets"],
};

writeValidator({
  schema: "core/schema.json",
  module: "core/src/yaml/read/schema-validator",
  name: "validate",
  type: 'import type { SchemaValidator as Validator } from "./schema-problem.ts";',
  options: explained,
});
writeValidator({
  schema: "cli/plan.schema.json",
  module: "cli/src/plan/plan-validator",
  name: "validatePlan",
  type: plainType,
  options: { allowUnionTypes: true },
});
writeValidator({
  schema: "cli/ledger.schema.json",
  module: "cli/src/ledger/ledger-validator",
  name: "validateLedgerLine",
  type: plainType,
  options: { allowUnionTypes: true },
});
writeValidator({
  schema: "cli/snapshot.schema.json",
  module: "cli/src/pause/snapshot-validator",
  name: "validateSnapshot",
  type: plainType,
  options: { allowUnionTypes: true },
});
for (const [schema, folder] of [
  ["seed", "seed"],
  ["state", "server"],
  ["control", "control"],
] as const)
  writeValidator({
    schema: `emulator/${schema}.schema.json`,
    module: `emulator/src/${folder}/${schema}-validator`,
    name: `validate${schema[0]?.toUpperCase()}${schema.slice(1)}`,
    type: 'import type { SchemaValidator as Validator } from "../schema-findings.ts";',
    options: { ...explained, discriminator: true, strictTypes: false, strictRequired: false },
  });
writePage();
writeSchemas({
  yaml: "core/schema.json",
  plan: "cli/plan.schema.json",
  output: "cli/output.schema.json",
  ledger: "cli/ledger.schema.json",
  seed: "emulator/seed.schema.json",
});

writeCiTemplates();

interface ValidatorFile {
  /** Paths from the folder of the packages. */
  readonly schema: string;
  readonly module: string;
  /** Of the exported function. */
  readonly name: string;
  /** Declares or imports the type `Validator`. */
  readonly type: string;
  readonly options: Options;
}

function writeValidator({ schema, module, name, type, options }: ValidatorFile): void {
  const ajv = new Ajv({ ...options, code: { source: true, esm: true, lines: true } });
  const code = standaloneCode.default(ajv, ajv.compile(JSON.parse(read(schema)) as object));
  const main = /export default (\w+);/.exec(code)?.[1];
  const loaded = /\brequire\(.*\)/.exec(code)?.[0];
  if (main === undefined || loaded !== undefined)
    throw new Error(`the validator of ${schema} needs another module: ${loaded ?? "it has no default export"}`);
  const body = code
    .replace(/^"use strict";/, "")
    .replaceAll(/export (const \w+ = \w+|default \w+);/g, "")
    // A copy of all errors so far for each entry that has some would make a file of n wrong entries cost n times n.
    .replaceAll(/vErrors\.concat\((\w+\.errors)\)/g, "appended(vErrors, $1)");
  write(
    `${module}.generated.ts`,
    `// @ts-nocheck
// Compiled from ${schema} by scripts/generate.ts.
${type}
${body.trim()}
function appended(errors, more) {
  for (const error of more) errors.push(error);
  return errors;
}
export const ${name}: Validator = ${main};
`,
  );
}

/**
 * The schemas that the command line publishes, each with the address of this version: a file in the package, and the same
 * text in a module for the verbs that print or write it. `schema.json` is the file that schema lines name.
 */
function writeSchemas(sources: Readonly<Record<string, string>>): void {
  const { name, version } = JSON.parse(read("cli/package.json")) as { readonly name: string; readonly version: string };
  const texts = Object.entries(sources).map(([word, source]) => {
    const $id = `https://unpkg.com/${name}@${version}/${word}.json`;
    return [
      word,
      `${JSON.stringify({ ...(inMarkdown(JSON.parse(read(source))) as object), $id }, null, 2)}\n`,
    ] as const;
  });
  for (const [word, text] of texts) write(`cli/${word}.json`, text);
  write("cli/schema.json", texts.find(([word]) => word === "yaml")?.[1] ?? "");
  write(
    "cli/src/files/schemas.generated.ts",
    `// Made of the schemas by scripts/generate.ts.
/** The text of each JSON Schema that is published, by the word of the verb \`schema\`. */
export const schemaTexts: Readonly<Record<${texts.map(([word]) => JSON.stringify(word)).join(" | ")}, string>> = ${JSON.stringify(Object.fromEntries(texts), null, 2)};
`,
  );
}

/** A schema with its descriptions also as Markdown for editors, because they show the backquotes of a plain description. */
function inMarkdown(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(inMarkdown);
  if (typeof part !== "object" || part === null) return part;
  const inner = Object.entries(part).map(([key, value]) => [key, inMarkdown(value)] as const);
  const text: unknown = "description" in part ? part.description : "";
  const isCode = typeof text === "string" && text.includes("`");
  return Object.fromEntries(isCode ? [...inner, ["markdownDescription", text]] : inner);
}

/** The CI files that `init` writes: those of `examples/`, with the version of this tool pinned. */
function writeCiTemplates(): void {
  const { version } = JSON.parse(read("cli/package.json")) as { readonly version: string };
  const pinned = (path: string): string =>
    read(`../examples/${path}`)
      .replaceAll("skyvia-schedules/skyvia-schedules@v0\n", `skyvia-schedules/skyvia-schedules@v${version}\n`)
      .replaceAll("npx --yes skyvia-schedules\n", `npx --yes skyvia-schedules@${version}\n`)
      .replaceAll(/\b(plan|apply|drift)\.yml\b/g, "skyvia-$1.yml");
  const github = ["plan", "apply", "drift"].map((name) => ({
    path: `.github/workflows/skyvia-${name}.yml`,
    text: pinned(`github-actions/${name}.yml`),
  }));
  const gitlab = [
    { path: ".gitlab/skyvia-schedules.yml", text: pinned("gitlab-ci/.gitlab-ci.yml") },
    ...["merge-request-note", "last-applied"].map((name) => ({
      path: `.gitlab/${name}.mjs`,
      text: read(`../examples/gitlab-ci/${name}.mjs`),
    })),
  ];
  write(
    "cli/src/init/ci-templates.generated.ts",
    `// Made of the folder examples by scripts/generate.ts.
/** The files of each CI system, by the word of \`--ci\`. */
export const ciTemplates: Readonly<Record<"github" | "gitlab", readonly { readonly path: string; readonly text: string }[]>> = ${JSON.stringify({ github, gitlab }, null, 2)};
`,
  );
}

function writePage(): void {
  const files = ["index.html", "page.css", "page.js"].map((name) => [name, read(`emulator/page/${name}`)] as const);
  write(
    "emulator/src/server/page-files.generated.ts",
    `// Made of the folder page by scripts/generate.ts.
/** The text of each file of the page, by name. */
export const pageFiles: Readonly<Record<"index.html" | "page.css" | "page.js", string>> = ${JSON.stringify(Object.fromEntries(files), null, 2)};
`,
  );
}

function read(path: string): string {
  return readFileSync(join(packages, path), "utf8");
}

function write(path: string, text: string): void {
  const file = join(packages, path);
  if (!existsSync(file) || read(path) !== text) writeFileSync(file, text);
}
