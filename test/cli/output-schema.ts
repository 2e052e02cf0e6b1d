import { readFileSync } from "node:fs";
import { Ajv } from "ajv";

const schema = JSON.parse(
  readFileSync(new URL("../../packages/cli/output.schema.json", import.meta.url), "utf8"),
) as object;

/** The mistakes of an output according to the published schema. "": there are none. */
export const outputErrors: (value: unknown) => string = check(schema);

/** The same, with every key that the schema does not describe. */
export const strictOutputErrors: (value: unknown) => string = check(closed(schema) as object);

function check(of: object): (value: unknown) => string {
  const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false, strictRequired: false, allErrors: true });
  const validate = ajv.compile({ ...of, $id: "" });
  return (value) => (validate(value) ? "" : ajv.errorsText(validate.errors, { separator: "\n" }));
}

/** A schema whose objects may have only the described keys. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  const isObject = "type" in part && part.type === "object" && "properties" in part;
  return isObject ? { additionalProperties: false, ...inner } : inner;
}
