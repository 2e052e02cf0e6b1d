import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

/**
 * Compiles the schemas of saved plans and of ledgers, which are published as they are, into the validators of the two,
 * and puts core's schema of the YAML where editors look for it. Nothing of ajv is loaded when the tool runs. Run before
 * `tsc -b`.
 */
compile("plan.schema.json", "plan/plan-validator", "validatePlan");
compile("ledger.schema.json", "ledger/ledger-validator", "validateLedgerLine");
copyFileSync(new URL("../../core/schema.json", import.meta.url), new URL("../schema.json", import.meta.url));

function compile(file: string, module: string, name: string): void {
  const schema: object = JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"));
  const target = new URL(`../src/${module}.generated.ts`, import.meta.url);

  const ajv = new Ajv({ allowUnionTypes: true, code: { source: true, esm: true, lines: true } });
  const code = standaloneCode.default(ajv, ajv.compile(schema));
  const main = /export default (\w+);/.exec(code)?.[1];
  if (main === undefined || /\brequire\(/.test(code)) throw new Error("the compiled validator cannot stand alone");

  const body = code.replace(/^"use strict";/, "").replaceAll(/export (const \w+ = \w+|default \w+);/g, "");
  const text = `// @ts-nocheck
// Compiled from ${file} by scripts/compile-schema.ts.
interface Validator {
  (value: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}
${body.trim()}
export const ${name}: Validator = ${main};
`;
  if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
}
