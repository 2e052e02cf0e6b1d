import { cpSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Engine } from "../../../scripts/engine/engine.ts";
import { placeTool, programHost } from "../../../scripts/sdks/place-tool.ts";
import { openPluginStage } from "../plugin-stage.ts";
import { pythonOr, withPython } from "../python.ts";
import { generatedSdks } from "../sdks.ts";
import type { Stage, StageOptions } from "../stage.ts";
import type { Program, Resource } from "./program.ts";
import { pythonProgram } from "./python.ts";
import { typescriptProgram } from "./typescript.ts";
import { yamlProgram } from "./yaml.ts";

/** A stage whose programs are in one language, with the plugin. */
export interface LanguageStage extends Stage {
  /** Makes this the program. */
  want(program: Program): void;
  /** Imports a resource, and writes its code into a file with its name. */
  importCode(kind: Resource["kind"], name: string, id: string): Promise<void>;
  /** Makes files of generated code the program, in the place of the one before. */
  wantCode(names: readonly string[]): void;
}

/** A language that programs of the plugin are written in. */
export interface Language {
  readonly name: string;
  /** The ending of a file of code. */
  readonly ending: string;
  /** The files of a program. */
  readonly files: (program: Program) => Files;
  /** The files of a program that is made of files of generated code, by the texts of these. */
  readonly around: (code: Files) => Files;
  /** The environment of programs in the language. Skips the test if the machine lacks the language. */
  readonly surroundings?: (skip: Skip) => Promise<Pick<StageOptions, "env" | "path">>;
  /** Whether a host of its own writes the code of an import: `method GenerateProgram not implemented`, says the one that runs programs. */
  readonly hasOldHost?: boolean;
  /** Installs the SDK for the programs of a folder. */
  readonly install?: (folder: string) => Promise<void>;
}

export type Files = Readonly<Record<string, string>>;
export type Skip = (reason: string) => never;

export const nodeProject = `name: stage
main: index.ts
runtime: { name: nodejs, options: { typescript: false } }
`;
const pythonProject = "name: stage\nruntime: python\n";

export const languages: readonly Language[] = [
  {
    name: "YAML",
    ending: "yaml",
    files: (program) => ({ "Pulumi.yaml": yamlProgram(program) }),
    around: (code) => ({
      "Pulumi.yaml": `name: stage\nruntime: yaml\nresources:\n${Object.values(code)
        .map((text) => text.replace(/^resources:\n/, ""))
        .join("")}`,
    }),
  },
  {
    name: "Python",
    ending: "py",
    files: (program) => ({ "Pulumi.yaml": pythonProject, "__main__.py": pythonProgram(program) }),
    around: (code) => ({
      "Pulumi.yaml": pythonProject,
      "__main__.py": Object.keys(code)
        .map((file) => `import ${file.replace(".py", "")}\n`)
        .join(""),
    }),
    hasOldHost: true,
    surroundings: async (skip) => withPython(pythonOr(skip)),
  },
  {
    name: "TypeScript",
    ending: "ts",
    files: (program) => ({
      "Pulumi.yaml": nodeProject,
      "index.ts": typescriptProgram(program, "@skyvia-schedules/pulumi-skyvia"),
    }),
    around: (code) => ({
      "Pulumi.yaml": nodeProject,
      "index.ts": Object.keys(code)
        .map((file) => `import "./${file}";\n`)
        .join(""),
    }),
    hasOldHost: true,
    install: async (folder) => {
      const installed = join(folder, "node_modules/@skyvia-schedules/pulumi-skyvia");
      cpSync(join(await generatedSdks(), "nodejs/bin"), installed, { recursive: true });
    },
  },
];

/** Opens a stage for programs in a language. It has the dynamic package too. */
export async function openIn(
  { files, around, ending, surroundings, install, hasOldHost = false }: Language,
  engine: Engine,
  skip: Skip,
  options: StageOptions = {},
): Promise<LanguageStage> {
  const found = (await surroundings?.(skip)) ?? {};
  const stage = await openPluginStage(engine, { ...options, ...found, linked: true });
  await install?.(stage.folder);
  const write = (written: Files): void => {
    for (const [file, text] of Object.entries(written)) stage.write(file, text);
  };
  const want = (program: Program): void => write(files(program));
  want({ resources: [] });
  return {
    ...stage,
    want,
    importCode: async (kind, name, id) => {
      const hosts = hasOldHost ? [await placeTool(programHost, (line) => void process.stderr.write(`${line}\n`))] : [];
      const env = { PATH: [...hosts, stage.env["PATH"]].join(delimiter) };
      const command = `import skyvia:index:${kind} ${name} ${id} --yes --skip-preview --protect=false`;
      await stage.succeed(`${command} --out ${join(stage.folder, `${name}.${ending}`)}`, { env });
    },
    wantCode: (names) => {
      const code = names.map((name) => `${name}.${ending}`).map((file) => [file, stage.read(file)] as const);
      write(around(Object.fromEntries(code)));
    },
  };
}
