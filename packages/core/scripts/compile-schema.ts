import { readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

/**
 * Compiles `schema.json`, which is published as it is, into the validator that `src/yaml/read` uses. The validator is plain
 * code: nothing of ajv is loaded when it runs. Run before `tsc -b`.
 */
const schema: object = JSON.parse(readFileSync(new URL("../schema.json", import.meta.url), "utf8"));
const target = new URL("../src/yaml/read/schema-validator.generated.ts", import.meta.url);

const ajv = new Ajv({
  allErrors: true, // every problem at once
  verbose: true, // errors carry the part of the schema that they break: the texts speak of its keys and words
  inlineRefs: false, // one function a definition: less code to load
  unicode: false, // else the code would load ajv's string length; for a length of one the two agree
  logger: false, // it calls `unicode` deprecated
  keywords: ["defaultSnippets"],
  code: { source: true, esm: true, lines: true },
});
const code = standaloneCode.default(ajv, ajv.compile(schema));
const main = /export default (\w+);/.exec(code)?.[1];
if (main === undefined) throw new Error("the compiled validator has no default export");
const loaded = /\brequire\(.*\)/.exec(code)?.[0];
if (loaded !== undefined) throw new Error(`the compiled validator would load a module at run time: ${loaded}`);

const body = code.replace(/^"use strict";/, "").replaceAll(/export (const \w+ = \w+|default \w+);/g, "");
writeFileSync(
  target,
  `// @ts-nocheck
// Compiled from schema.json by scripts/compile-schema.ts.
import type { SchemaValidator } from "./schema-problem.ts";
${body.trim()}
export const validate: SchemaValidator = ${main};
`,
);
