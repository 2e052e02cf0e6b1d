import { isScalar } from "yaml";
import type { Source } from "../../model/model.ts";
import { appearance } from "../../model/look-alike.ts";
import { place } from "../../model/place.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import { find, firstKeyOffset, pairOf, writtenOf, type DocumentNodes, type Found } from "./document-nodes.ts";
import { offsetOf, type PlainValue } from "./plain-value.ts";
import { meantBoolean, meantId, meantLimit, meantSchedule } from "./meant.ts";
import { howToAdd, nameOf, removableAt } from "./required-keys.ts";
import { plainValue } from "./scalar-value.ts";
import { suggest } from "./suggest.ts";

/** The compiled schema: whether a value fits, and where it does not. */
export interface SchemaValidator {
  (value: PlainValue): boolean;
  errors?: readonly SchemaError[] | null;
}

/** One way in which a value breaks the schema. */
export interface SchemaError {
  /** Where, as a JSON pointer. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly allowedValues?: readonly string[];
    readonly type?: string;
    readonly i?: number;
    readonly j?: number;
  };
  /** The part of the schema that is broken. */
  readonly parentSchema: { readonly title?: string; readonly properties?: object };
}

/** The problems of a document that breaks the schema, in the schema's order: one for each value and unknown key. */
export function schemaProblems(errors: readonly SchemaError[], nodes: DocumentNodes): Problem[] {
  const reported = new Set<string>();
  return errors.flatMap((error) => {
    const found = describe(error, nodes);
    const { keyword, instancePath, params } = error;
    const part = perKey.has(keyword) ? (params.additionalProperty ?? params.missingProperty ?? keyword) : "";
    const about = `${part} ${instancePath}`;
    if (found === null || reported.has(about)) return [];
    reported.add(about);
    return [found];
  });
}

/** Keywords that may fail several times for one value, each a problem of its own. */
const perKey: ReadonlySet<string> = new Set(["additionalProperties", "required", "anyOf", "not"]);

function describe(error: SchemaError, nodes: DocumentNodes): Problem | null {
  const { keyword, params, parentSchema, schemaPath } = error;
  const at = find(error.instancePath, nodes);
  const of = nameOf(at.steps);
  switch (keyword) {
    case "additionalProperties": {
      const key = params.additionalProperty ?? "";
      const keys = Object.keys(parentSchema.properties ?? {});
      const source = nodes.locate(offsetOf(pairOf(at.value, key)?.key ?? at.value ?? nodes.contents));
      return problem("unknown-key", source, { key, of, meant: suggest(appearance(key), keys), keys });
    }
    case "required": {
      if (isOfAlternative(schemaPath)) return null; // reported for all alternatives together
      const key = params.missingProperty ?? "";
      return problem("missing-key", nodes.locate(firstKeyOffset(at)), {
        key,
        of,
        how: howToAdd[key] ?? `Add \`${key}\`.`,
      });
    }
    case "anyOf":
      if (at.steps.length > 0) return problem("selector-missing", nodes.locate(firstKeyOffset(at)), {});
      return problem("missing-key", nodes.locate(firstKeyOffset(at)), {
        key: "workspaces",
        of,
        how: howToAdd["workspaces"] ?? "",
      });
    case "oneOf":
      return problem("freeze-time", nodes.locate(firstKeyOffset(at)), {});
    case "false schema":
      return null; // a key of the other alternative, reported for both together
    case "not":
      return problem(
        "selectors-exclude",
        nodes.locate(offsetOf(pairOf(at.value, "match")?.value ?? nodes.contents)),
        {},
      );
    case "uniqueItems": {
      const { i = 0, j = 0 } = params;
      const placeOf = (index: number): Source => nodes.locate(find(`${error.instancePath}/${index}`, nodes).offset);
      const tag = writtenOf(find(`${error.instancePath}/${i}`, nodes).value, nodes);
      return problem("duplicate-tag", placeOf(Math.max(i, j)), { tag, first: place(placeOf(Math.min(i, j))) });
    }
    case "minItems":
      if (at.steps.at(-1) === "workspaces") return problem("no-workspaces", nodes.locate(at.offset), {});
      return problem("select-empty", nodes.locate(at.offset), { key: at.steps.at(-1) ?? "" });
    case "minProperties":
      return problem("select-empty", nodes.locate(at.offset), { key: at.steps.at(-1) ?? "" });
    default:
      return describeValue(error, at, of, nodes);
  }
}

/** Whether an error is of one alternative of several. */
export function isOfAlternative(schemaPath: string): boolean {
  return /\/(?:anyOf|oneOf)\//.test(schemaPath);
}

function describeValue({ keyword, params }: SchemaError, at: Found, of: string, nodes: DocumentNodes): Problem {
  const source = nodes.locate(at.offset);
  if (at.steps.at(-1) === "tokenFrom") return problem("bad-token-variable", source, {});
  const written = writtenOf(at.value, nodes);
  const text = isScalar(at.value) ? String(at.value.value) : "";
  const key = at.steps.findLast((step) => !/^\d+$/.test(step)) ?? "";
  const isItem = at.steps.at(-1) !== key;
  if (key === "workspaces" && written === "") return problem("no-workspaces", source, {});
  if (params.type === "array" || params.type === "object") {
    const expected = params.type === "array" ? "a list" : "a mapping";
    return problem("wrong-type", source, { what: params.type === "array" ? `\`${key}\`` : of, expected, written });
  }
  switch (key) {
    case "id":
    case "workspace":
      return problem("bad-id", source, { key: isItem ? null : key, written, meant: meantId(text) });
    case "version":
      return problem("version-not-supported", source, { written });
    case "schedule":
      return problem("bad-schedule", source, { written, meant: meantSchedule(text) });
    case "enable":
    case "disable":
      return problem("bad-limit", source, { key, written, meant: meantLimit(text) });
    case "from":
    case "until":
      return problem("bad-instant", source, { key, written, isLocal: false });
    case "duration":
      return problem("bad-duration", source, { written });
    case "timeZone":
      return problem("bad-time-zone", source, { written });
    case "cron":
      return problem("bad-cron", source, { why: `must be text${written === "" ? "" : `, not ${written}`}` });
    case "protected":
      return problem("unknown-word", source, { key, written, words: ["true", "false"], meant: meantBoolean(text) });
  }
  if (keyword === "enum") {
    const words = params.allowedValues ?? [];
    return problem("unknown-word", source, { key, written, words, meant: suggest(appearance(text), words) });
  }
  const isPlain = isScalar(at.value) && plainValue(text) !== null;
  return problem("bad-text", source, {
    key,
    written,
    quoted: isPlain && text !== "" ? `${isItem ? "" : `${key}: `}"${text}"` : null,
    removable: removableAt(at, nodes),
  });
}
