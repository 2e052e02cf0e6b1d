import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Language, Parser, type Node } from "web-tree-sitter";

const grammar = createRequire(import.meta.url).resolve("tree-sitter-c-sharp/tree-sitter-c_sharp.wasm");

/** A parser of C#. There is no compiler where these tests run. */
export async function csharpParser(): Promise<(text: string) => Node> {
  await Parser.init();
  const parser = new Parser().setLanguage(await Language.load(grammar));
  return (text) => {
    const root = parser.parse(text)?.rootNode;
    if (root === undefined || root.hasError) throw new Error(`this is not C#:\n${text}`);
    return root;
  };
}

/** The types that the C# files of a folder declare, each with the names of its members. */
export function declaredIn(folder: string, parse: (text: string) => Node): ReadonlyMap<string, ReadonlySet<string>> {
  const files = globSync("**/*.cs", { cwd: folder });
  const types = files.flatMap((file) =>
    parse(readFileSync(join(folder, file), "utf8")).descendantsOfType(["class_declaration", "struct_declaration"]),
  );
  return new Map(types.map((type) => [nameOf(type), new Set(membersOf(type))]));
}

function membersOf(type: Node): string[] {
  const members = type.childForFieldName("body")?.namedChildren ?? [];
  return members.flatMap((member) =>
    member.type === "field_declaration"
      ? member.descendantsOfType("variable_declarator").map(nameOf)
      : [nameOf(member)],
  );
}

function nameOf(node: Node): string {
  return node.childForFieldName("name")?.text ?? "";
}
