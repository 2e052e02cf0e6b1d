import { place, type Problem } from "../../problems/problem.ts";
import type { ConfigFile } from "./config-file.ts";
import { decode } from "./decode.ts";
import { createLocator } from "./locator.ts";
import { readPlainValue } from "./plain-value.ts";
import { readDocument } from "./read-document.ts";
import { readWorkspaces, selectorKeys, type WorkspacePart } from "./read-workspaces.ts";
import { schemaProblems, type SchemaError } from "./schema-problem.ts";
import { validate } from "./schema-validator.generated.ts";

/** What one file says, and every problem of it that needs no other file. */
export interface ConfigRead {
  readonly file: string;
  readonly workspaces: readonly WorkspacePart[];
  readonly problems: readonly Problem[];
}

/** Reads one file. */
export function readConfig(config: ConfigFile): ConfigRead {
  const text = decode(config);
  if (typeof text === "string") return readConfigText(config.file, text);
  return { file: config.file, workspaces: [], problems: [text] };
}

/** Reads one file: its text to nodes, nodes to values, values against the schema, and what fits to the model. */
export function readConfigText(file: string, text: string): ConfigRead {
  const locate = createLocator(file, text);
  const { contents, problems: syntax } = readDocument(text, locate);
  if (contents === null) return { file, workspaces: [], problems: syntax };

  const { value, targets, problems } = readPlainValue(contents, locate);
  const nodes = { text, contents, targets, locate };
  if (validate(value)) return { file, workspaces: readWorkspaces(nodes, value, nowhere), problems };
  const errors = validate.errors ?? [];
  return {
    file,
    workspaces: readWorkspaces(nodes, value, brokenPaths(errors)),
    problems: [...problems, ...unlessReportedAt(problems, schemaProblems(errors, nodes))],
  };
}

const nowhere: ReadonlySet<string> = new Set();

/** The JSON pointers at which a document breaks the schema, each with all above it. */
function brokenPaths(errors: readonly SchemaError[]): Set<string> {
  const paths = new Set<string>();
  const add = (path: string): void => {
    for (let rest = path; rest !== "" && !paths.has(rest); rest = rest.slice(0, rest.lastIndexOf("/"))) paths.add(rest);
  };
  for (const { keyword, instancePath, params, schemaPath } of errors) {
    if (schemaPath.includes("/anyOf/")) continue;
    add(keyword === "required" ? `${instancePath}/${params.missingProperty}` : instancePath);
    if (keyword === "anyOf" || keyword === "not") for (const key of selectorKeys) add(`${instancePath}/${key}`);
  }
  return paths;
}

/** A value that is wrong as YAML is not reported again because it does not fit the schema. */
function unlessReportedAt(reported: readonly Problem[], problems: readonly Problem[]): readonly Problem[] {
  const places = new Set(reported.map(({ source }) => source && place(source)));
  return problems.filter(({ source }) => !places.has(source && place(source)));
}
