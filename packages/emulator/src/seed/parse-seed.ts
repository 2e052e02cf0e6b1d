import { type Document, isAlias, isCollection, isNode, LineCounter, parseDocument, visit } from "yaml";
import { EmulatorError } from "../emulator-error.ts";
import { type Finding, pathText, schemaFindings } from "../schema-findings.ts";
import { idFindings } from "./id-findings.ts";
import { keyAt, nodeAt, sourceAt } from "./node-at.ts";
import { validateSeed } from "./seed-validator.generated.ts";
import type { Seed } from "./seed.ts";

/** A problem and where it is, as an offset in the text. */
interface Located {
  readonly at: number;
  readonly message: string;
}

/**
 * The seed in a text of YAML 1.2 (or JSON, which is YAML). Throws one EmulatorError with every problem as `file:line:column: key: message`, one on each line
 * and 20 at most; `file` is the name at their start.
 */
export function parseSeed(text: string, file: string): Seed {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), {
    version: "1.2",
    lineCounter: lines,
    prettyErrors: false,
  });
  const problems = [...syntaxProblems(document), ...collectionKeys(document)];
  const seed = problems.length === 0 ? valueOf(document, problems) : null;
  if (problems.length === 0) refuseConfiguration(seed, file);
  if (problems.length === 0) problems.push(...seedProblems(seed, document));
  if (problems.length === 0) return seed as Seed;
  const texts = problems
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message }) => {
      const { line, col } = lines.linePos(at);
      return `${file}:${line}:${col}: ${message}`;
    });
  throw new EmulatorError(
    "seed",
    listed([...new Set(texts)]),
    "Correct the seed. `skyvia-schedules schema seed` prints its schema.",
  );
}

function syntaxProblems({ errors }: Document.Parsed): Located[] {
  return errors.map(({ pos, message }) => ({ at: pos[0], message: message.replace(/;.*/s, "") }));
}

/** Keys that are a map or a list: JSON has no such keys. */
function collectionKeys(document: Document.Parsed): readonly Located[] {
  const found: Located[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (!isNode(key) || !isCollection(isAlias(key) ? key.resolve(document) : key)) return;
      found.push({ at: key.range?.[0] ?? 0, message: "a key must be a text, and not a map or a list" });
    },
  });
  return found;
}

/** The value of a document. Adds to `problems` if its aliases are wrong. */
function valueOf(document: Document.Parsed, problems: Located[]): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const unknown = unknownAliases(document);
    const tooMany = { at: 0, message: "the seed: its aliases expand to too many values" };
    problems.push(...(unknown.length > 0 ? unknown : [tooMany]));
    return null;
  }
}

function unknownAliases(document: Document.Parsed): readonly Located[] {
  const found: Located[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const message = `the alias \`*${alias.source}\` has no anchor \`&${alias.source}\` before it`;
      found.push({ at: alias.range?.[0] ?? 0, message });
    },
  });
  return found;
}

function seedProblems(seed: unknown, document: Document.Parsed): readonly Located[] {
  const findings = schemaFindings(validateSeed, seed);
  const all = findings.length > 0 ? findings : idFindings(seed as Seed, (path) => sourceAt(document, path));
  return all.map((finding) => locate(finding, document));
}

function locate({ path, message, atKey = false }: Finding, document: Document.Parsed): Located {
  const node = atKey ? keyAt(document, path) : nodeAt(document, path);
  return { at: node?.range?.[0] ?? 0, message: `${path.length === 0 ? "the seed" : pathText(path)}: ${message}` };
}

/** Every configuration of schedules has a `version`, and no seed does. */
function refuseConfiguration(seed: unknown, file: string): void {
  if (typeof seed !== "object" || seed === null || !("version" in seed)) return;
  throw new EmulatorError(
    "seed",
    `${file} is a configuration of schedules, not a seed of an emulator`,
    "Name a seed: it has the keys tokens, workspaces and runs, and no version. A configuration is for `plan -f`.",
  );
}

const mostListed = 20;

function listed(problems: readonly string[]): string {
  const rest = problems.length - mostListed;
  return [...problems.slice(0, mostListed), ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}
