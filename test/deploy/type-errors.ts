import { fileURLToPath } from "node:url";
import ts from "typescript";

const virtual = fileURLToPath(new URL("./checked.ts", import.meta.url));

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"], // without the DOM, which takes longer to read than the types in question, and which they do not use
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: [],
};

/** The errors of types in a module that exists only here, and that imports as the files of this folder do. */
export function typeErrors(text: string): readonly string[] {
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    getSourceFile: (name, target) =>
      name === virtual ? ts.createSourceFile(name, text, target) : disk.getSourceFile(name, target),
    fileExists: (name) => name === virtual || disk.fileExists(name),
    readFile: (name) => (name === virtual ? text : disk.readFile(name)),
  };
  const program = ts.createProgram([virtual], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
