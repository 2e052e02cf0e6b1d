import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

/**
 * Compiles plan.schema.json, which is published as it is, into the validator of saved plans, and puts core's schema of the
 * YAML where editors look for it. Nothing of ajv is loaded when the tool runs. Run before `tsc -b`.
 */
const schema: object = JSON.parse(readFileSync(new URL("../plan.schema.json", import.meta.url), "utf8"));
const target = new URL("../src/plan-validator.generated.ts", import.meta.url);

const ajv = new Ajv({ code: { source: true, esm: true, lines: true } });
const code = standaloneCode.default(ajv, ajv.compile(schema));
const main = /export default (\w+);/.exec(code)?.[1];
if (main === undefined || /\brequire\(/.test(code)) throw new Error("the compiled validator cannot stand alone");

const body = code.replace(/^"use strict";/, "").replaceAll(/export (const \w+ = \w+|default \w+);/g, "");
const text = `// @ts-nocheck
// Compiled from plan.schema.json by scripts/compile-schema.ts.
interface PlanValidator {
  (value: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
}
${body.trim()}
export const validatePlan: PlanValidator = ${main};
`;
if (!existsSync(target) || readFileSync(target, "utf8") !== text) writeFileSync(target, text);
copyFileSync(new URL("../../core/schema.json", import.meta.url), new URL("../schema.json", import.meta.url));
