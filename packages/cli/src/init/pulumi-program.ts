import { isDefined, type ImportedWorkspace } from "@skyvia-schedules/core/yaml";
import { posix } from "node:path";
import type { NewFile } from "../files/write-new-files.ts";
import { fileNames } from "../import/file-names.ts";
import { tool } from "../process/version.ts";
import type { InitFile } from "../verb/outcome.ts";
import type { InitFlags } from "./init-settings.ts";
import { pulumiUnpublished } from "./unpublished.ts";

/** A Pulumi program that manages the live schedules: one resource for each workspace. */
export function pulumiProgram(workspaces: readonly ImportedWorkspace[], version: string): readonly NewFile[] {
  return [
    { path: "Pulumi.yaml", text: project },
    { path: "package.json", text: json(manifest(version)) },
    { path: "tsconfig.json", text: json(compilerOptions) },
    { path: "index.ts", text: program(workspaces) },
  ];
}

/** The packages that the program imports, with the ranges that fit it. */
function dependencies(version: string): Readonly<Record<string, string>> {
  return { "@pulumi/pulumi": "^3.270.0", "@skyvia-schedules/pulumi": `^${version}` };
}

/** What somebody has to do so that the program runs, as sentences. */
export function programNotes(files: readonly InitFile[], { dir, tokenFrom }: InitFlags): readonly string[] {
  const kept = new Set(
    files.flatMap(({ path, action }) => (action === "kept" ? [path.slice(posix.join(dir, "x").length - 1)] : [])),
  );
  const wanted = Object.entries(dependencies(tool().version)).map(([name, range]) => `"${name}": "${range}"`);
  return [
    ...(kept.has("index.ts")
      ? ["index.ts is kept, so no workspace was written to it: move the file, and run init again."]
      : []),
    ...(kept.has("Pulumi.yaml")
      ? ["Pulumi.yaml is kept: its runtime must be nodejs, and its main must be index.ts."]
      : []),
    ...(kept.has("package.json")
      ? [
          `package.json is kept: add \`"type": "module"\` and these dependencies, if it does not have them: \`${wanted.join(", ")}\`.`,
        ]
      : []),
    ...(tokenFrom === undefined
      ? []
      : [
          `The program does not read ${tokenFrom}: it uses \`pulumi config set --secret skyvia:token\`, else SKYVIA_TOKEN. Give it the token of that account.`,
        ]),
    "Install the packages, and look at the preview: `npm install`, `pulumi stack init dev`, `pulumi preview`.",
    pulumiUnpublished(),
  ];
}

const project = `name: skyvia-schedules
description: Which schedules of our Skyvia integrations are enabled, and which are disabled
main: index.ts
runtime:
  name: nodejs
  options:
    packagemanager: npm
    typescript: false # Node.js 22.18 or later strips the types itself
options:
  refresh: always # so that Pulumi sees what somebody switches in the web page
`;

function manifest(version: string): object {
  return {
    name: "skyvia-schedules-program",
    private: true,
    type: "module",
    dependencies: dependencies(version),
    engines: { node: ">=22.19" },
  };
}

const compilerOptions = {
  compilerOptions: {
    target: "es2024",
    module: "nodenext",
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
  },
  files: ["index.ts"],
};

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function program(workspaces: readonly ImportedWorkspace[]): string {
  const names = fileNames(workspaces);
  const resources = workspaces.map((workspace) => {
    return resource(workspace, (names.get(workspace.id) ?? "").replace(/\.yaml$/, ""));
  });
  return `import { WorkspaceSchedules } from "@skyvia-schedules/pulumi";\n${resources.join("")}`;
}

function resource({ id, name, integrations }: ImportedWorkspace, resourceName: string): string {
  const defined = integrations.filter(isDefined);
  const left = integrations.filter((integration) => !isDefined(integration));
  const lines = [
    ...defined.map((one) => `    ${one.id}: "${one.schedule}",${comment(one.name)}`),
    ...left.map((one) => `    // ${one.id}${one.name === null ? "" : ` ${plain(one.name)}`}: no schedule is defined`),
  ];
  const schedules = lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n  }`;
  return `
new WorkspaceSchedules("${resourceName}", {
  workspaceId: ${id},${comment(name)}
  schedules: ${schedules},
});
`;
}

function comment(name: string | null): string {
  const text = name === null ? "" : plain(name);
  return text === "" ? "" : ` // ${text}`;
}

/** A name on one line, without characters that end a line or that an editor does not show. */
function plain(name: string): string {
  return name
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ")
    .replaceAll(/ +/g, " ")
    .trim();
}
