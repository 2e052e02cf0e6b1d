/** A compiled schema: whether a value fits, and in `errors` where it does not. */
export interface SchemaValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** One way in which a value breaks a schema, as ajv reports it with `verbose`. */
interface SchemaError {
  /** A JSON pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly allowedValues?: readonly unknown[];
    readonly allowedValue?: unknown;
    readonly type?: string | readonly string[];
  };
  /** The part of the schema that the value breaks; its `title` says what the value must be. */
  readonly parentSchema: { readonly title?: string; readonly properties?: object };
}

/** What is wrong with one value. */
export interface Finding {
  /** The keys and indexes that lead to the value. */
  readonly path: readonly string[];
  /** To print after the path and a colon. */
  readonly message: string;
  /** Whether the key is the problem and not its value. */
  readonly atKey?: boolean;
}

/** Keywords whose errors only repeat another error. */
const passedOn: ReadonlySet<string> = new Set(["if", "discriminator", "oneOf"]);

const words: Readonly<Record<string, string>> = {
  object: "a map of keys",
  array: "a list",
  string: "a text",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
};

/** Everything that is wrong with a value, each once; none if it fits. */
export function schemaFindings(validate: SchemaValidator, value: unknown): readonly Finding[] {
  if (validate(value)) return [];
  const findings = (validate.errors ?? []).filter(({ keyword }) => !passedOn.has(keyword)).map(toFinding);
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function toFinding({ instancePath, keyword, params, parentSchema }: SchemaError): Finding {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const { missingProperty, additionalProperty } = params;
  if (keyword === "required" && missingProperty !== undefined)
    return { path: [...path, missingProperty], message: "is missing" };
  if (additionalProperty !== undefined) {
    const known = Object.keys(parentSchema.properties ?? {}).join(", ");
    return { path: [...path, additionalProperty], message: `unknown key, it may be ${known}`, atKey: true };
  }
  if (keyword === "false schema") return { path, message: "is not allowed beside the other keys", atKey: true };
  return { path, message: `must be ${expected(params, parentSchema)}` };
}

function expected({ allowedValues, allowedValue, type }: SchemaError["params"], { title }: { title?: string }): string {
  if (title !== undefined) return title;
  if (allowedValues !== undefined) return allowedValues.map(String).join(" | ");
  if (allowedValue !== undefined) return JSON.stringify(allowedValue);
  return (
    [type ?? []]
      .flat()
      .map((name) => words[name] ?? name)
      .join(" or ") || "different"
  );
}

/** A path as people read it: `workspaces[0].id`. */
export function pathText(path: readonly string[]): string {
  return path
    .map((part) => (/\p{Cc}/u.test(part) ? JSON.stringify(part) : part))
    .reduce((text, part) => (/^\d+$/.test(part) ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`), "");
}
