import { place } from "../../model/place.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import type { ConfigFile } from "./config-file.ts";
import { decode } from "./decode.ts";
import type { DocumentNodes } from "./document-nodes.ts";
import { createLocator, type Locator } from "./locator.ts";
import { offsetOf, readPlainValue } from "./plain-value.ts";
import { readDocument } from "./read-document.ts";
import { readOverlays, type OverlayParts } from "./read-overlays.ts";
import { readWorkspaces, selectorKeys, tokenValues, type WorkspacePart } from "./read-workspaces.ts";
import { isOfAlternative, schemaProblems, type SchemaError } from "./schema-problem.ts";
import { validate } from "./schema-validator.generated.ts";

/** The content of one file, and every problem of it that needs no other file. */
export interface ConfigRead {
  readonly file: string;
  readonly workspaces: readonly WorkspacePart[];
  readonly overlays: OverlayParts;
  readonly problems: readonly Problem[];
}

/** Reads one file. */
export function readConfig(config: ConfigFile): ConfigRead {
  const text = decode(config);
  if (typeof text === "string") return readConfigText(config.file, text);
  return nothingOf(config.file, [text]);
}

/** Reads one file: parses the text to nodes, reads nodes as values, checks values by the schema, and converts valid ones to the model. */
export function readConfigText(file: string, text: string, locate: Locator = createLocator(file, text)): ConfigRead {
  const { contents, problems: syntax } = readDocument(text, locate);
  if (contents === null) return nothingOf(file, syntax);

  const { value, targets, problems: written } = readPlainValue(contents, locate);
  const nodes = { text, contents, targets, locate };
  const problems = written.length === 0 ? written : withoutTokens(written, nodes);
  const errors = validate(value) ? [] : (validate.errors ?? []);
  const broken = errors.length === 0 ? nowhere : brokenPaths(errors);
  const overlays = readOverlays(nodes, value, broken);
  const found = errors.length === 0 ? [] : unlessReportedAt(problems, schemaProblems(errors, nodes));
  const workspaces = readWorkspaces(nodes, value, broken);
  return { file, workspaces, overlays, problems: [...problems, ...found, ...overlays.problems] };
}

function nothingOf(file: string, problems: readonly Problem[]): ConfigRead {
  return { file, workspaces: [], overlays: { holds: [], freezes: [], problems: [] }, problems };
}

/** A problem at a value of `tokenFrom` would repeat an alias or a tag, which may be a token: it only says what is needed. */
function withoutTokens(problems: readonly Problem[], nodes: DocumentNodes): readonly Problem[] {
  const places = new Set(tokenValues(nodes).map((node) => place(nodes.locate(offsetOf(node)))));
  return problems.map((found) => {
    const { source } = found;
    return source !== null && places.has(place(source)) ? problem("bad-token-variable", source, {}) : found;
  });
}

const nowhere: ReadonlySet<string> = new Set();

/** The JSON pointers at which a document breaks the schema, each with all above it. */
function brokenPaths(errors: readonly SchemaError[]): Set<string> {
  const paths = new Set<string>();
  const add = (path: string): void => {
    for (let rest = path; rest !== "" && !paths.has(rest); rest = rest.slice(0, rest.lastIndexOf("/"))) paths.add(rest);
  };
  for (const { keyword, instancePath, params, schemaPath } of errors) {
    if (isOfAlternative(schemaPath)) continue;
    add(keyword === "required" ? `${instancePath}/${params.missingProperty}` : instancePath);
    if (keyword === "anyOf" || keyword === "not") for (const key of selectorKeys) add(`${instancePath}/${key}`);
  }
  return paths;
}

/** A value that is reported as wrong YAML is not reported again by the schema. */
function unlessReportedAt(reported: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  const places = new Set(reported.map(({ source }) => source && place(source)));
  return problems.filter(({ source }) => !places.has(source && place(source)));
}
