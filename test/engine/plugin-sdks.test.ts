import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeSchema } from "@skyvia-schedules/plugin/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkPackages } from "../../scripts/engine/link-packages.ts";
import { compileGo } from "./go.ts";
import { installPython, pythonOr } from "./python.ts";
import { generatedSdks } from "./sdks.ts";

const example = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../examples/pulumi-go/${file}`, import.meta.url)), "utf8");

const { resources, functions } = makeSchema("0.1.0") as unknown as Record<
  "resources" | "functions",
  Readonly<Record<string, { readonly description: string }>>
>;
const described = Object.entries({ ...resources, ...functions });

/** The examples of the schema in one language. */
function examplesIn(language: string): { readonly name: string; readonly text: string }[] {
  const block = new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, "s");
  return described.map(([token, { description }]) => ({
    name: token.replace("skyvia:index:", ""),
    text: block.exec(description)?.[1] ?? "",
  }));
}

let sdks: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "skyvia-sdk-examples-"));
  sdks = await generatedSdks();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("Go", () => {
  test("examples/pulumi-go compiles against the generated SDK", () => {
    const files = Object.fromEntries(["main.go", "go.mod"].map((file) => [file, example(file)]));
    compileGo(join(folder, "go-example"), join(sdks, "go"), files);
  });

  test("every example of the schema compiles against the generated SDK", () => {
    const bodies = examplesIn("go").map(({ name, text }) =>
      text.includes(":= skyvia.Get")
        ? `func example${name}(ctx *pulumi.Context) error {\n${text}\nreturn nil\n}`
        : `func example${name}(ctx *pulumi.Context) error {\n${text}\nreturn err\n}`,
    );
    const calls = examplesIn("go").map(({ name }) => `_ = example${name}`);
    const imports = `import (\n"github.com/pulumi/pulumi/sdk/v3/go/pulumi"\n"github.com/skyvia-schedules/skyvia-schedules/sdk/go/skyvia"\n)`;
    const main = `package main\n\n${imports}\n\n${bodies.join("\n\n")}\n\nfunc main() {\n${calls.join("\n")}\n}\n`;
    compileGo(join(folder, "go-schema"), join(sdks, "go"), { "main.go": main, "go.mod": example("go.mod") });
  });
});

test("TypeScript: every example of the schema compiles against the generated SDK", () => {
  const program = join(folder, "node");
  mkdirSync(program);
  linkPackages(program);
  for (const { name, text } of examplesIn("typescript")) writeFileSync(join(program, `${name}.ts`), text);
  const compilerOptions = {
    module: "nodenext",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    paths: { "@skyvia-schedules/pulumi-skyvia": [join(sdks, "nodejs/bin/index.d.ts")] },
  };
  writeFileSync(join(program, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(program, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", program], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
});

test("Python: every example of the schema runs with the generated SDK", ({ skip }) => {
  const python = pythonOr(skip);
  const site = join(folder, "site");
  installPython(python, sdks, site);
  const mocks = `import pulumi


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return [args.name, args.inputs]

    def call(self, args):
        return dict(args.args)


pulumi.runtime.set_mocks(Mocks(), preview=False)
`;
  const programs = examplesIn("python").map(({ text }) => `exec(${JSON.stringify(text)}, {})`);
  writeFileSync(join(folder, "all.py"), `${mocks}${programs.join("\n")}\nprint("done")\n`);
  const printed = execFileSync(join(python, "bin/python"), [join(folder, "all.py")], {
    env: { ...process.env, PYTHONPATH: site },
    encoding: "utf8",
  });
  expect(printed).toContain("done");
});
