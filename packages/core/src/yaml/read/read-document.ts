import { Composer, type CST, type Document, isScalar, Lexer, type ParsedNode, Parser } from "yaml";
import { problem, type Problem } from "../../problems/problem.ts";
import { maxDepth } from "./limits.ts";
import type { Locator } from "./locator.ts";
import { createSyntaxFindings, tooManyFindings, type SyntaxFindings } from "./syntax-findings.ts";

/** The contents of the one document of a text, or the problems that keep it from being read. */
export type DocumentRead =
  | { readonly contents: ParsedNode; readonly problems: readonly [] }
  | { readonly contents: null; readonly problems: readonly Problem[] };

/**
 * Reads the one YAML 1.2 document of a text. Every scalar stays text (the schema is `failsafe`), because the notation of a value decides what it is; another
 * module reads it. Deep nesting and floods of errors end the reading at once.
 */
export function readDocument(text: string, locate: Locator): DocumentRead {
  const findings = createSyntaxFindings(text, locate);
  const fail = (found: Problem): DocumentRead => ({ contents: null, problems: [...findings.problems(), found] });
  const outcome = compose(text, findings);
  switch (outcome.kind) {
    case "too-deep":
      return fail(problem("nesting-too-deep", locate(outcome.offset), { limit: maxDepth }));
    case "second-document":
      return fail(problem("second-document", locate(outcome.offset), {}));
    case "flooded":
      return { contents: null, problems: findings.problems() };
    case "composed": {
      const { document } = outcome;
      if (findings.problems().length > 0) return { contents: null, problems: findings.problems() };
      if (document === undefined || isBlank(document.contents)) return fail(problem("file-empty", locate(0), {}));
      if (document.directives.yaml.version !== "1.2") return fail(problem("yaml-version", locate(0), {}));
      return { contents: document.contents, problems: [] };
    }
  }
}

type Composed = Document.Parsed & { contents: ParsedNode };

type Composition =
  | { readonly kind: "composed"; readonly document: Composed | undefined }
  | { readonly kind: "too-deep" | "second-document"; readonly offset: number }
  | { readonly kind: "flooded" };

/** Composes token by token, so that it can stop long before the end of the text. */
function compose(text: string, findings: SyntaxFindings): Composition {
  const parser = new Parser();
  const composer = createComposer(findings);
  const documents: Composed[] = [];
  let begun = 0;
  const take = (tokens: Iterable<CST.Token>): Composition | null => {
    for (const token of tokens) {
      if (token.type === "document" && ++begun > 1) return { kind: "second-document", offset: token.offset };
      if (token.type === "error") findings.add(token.offset, "UNEXPECTED_TOKEN", token.message);
      else for (const document of composer.next(token)) documents.push(document as Composed);
    }
    return null;
  };
  try {
    for (const lexeme of new Lexer().lex(text)) {
      const end = take(parser.next(lexeme));
      if (end !== null) return end;
      if (parser.stack.length > maxDepth && depthOf(parser.stack) > maxDepth) {
        return { kind: "too-deep", offset: parser.offset - lexeme.length };
      }
    }
    const end = take(parser.end());
    if (end !== null) return end;
    for (const document of composer.end()) documents.push(document as Composed);
  } catch (error) {
    if (error === tooManyFindings) return { kind: "flooded" };
    throw error;
  }
  return { kind: "composed", document: documents[0] };
}

type ErrorPlace = number | readonly [number, number] | { readonly offset: number };

/** A composer that appends its errors to `findings`, which costs far less than an exception object for each. */
function createComposer(findings: SyntaxFindings): Composer<Composed["contents"]> {
  const composer = new Composer({ uniqueKeys: false, schema: "failsafe", version: "1.2" });
  composer["onError"] = (where: ErrorPlace, code: string, message: string, isWarning?: boolean): void => {
    if (isWarning === true && code !== "BAD_DIRECTIVE") return;
    findings.add(typeof where === "number" ? where : "offset" in where ? where.offset : where[0], code, message);
  };
  return composer;
}

function depthOf(stack: readonly CST.Token[]): number {
  return stack.filter(({ type }) => type === "block-map" || type === "block-seq" || type === "flow-collection").length;
}

function isBlank(contents: ParsedNode | null): boolean {
  return contents === null || (isScalar(contents) && contents.source === "" && contents.type === "PLAIN");
}
