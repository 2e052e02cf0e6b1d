import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const settings = {
  compilerOptions: {
    strict: true,
    outDir: "bin",
    target: "es2020",
    module: "commonjs",
    moduleResolution: "node",
    sourceMap: true,
    experimentalDecorators: true,
    pretty: false,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    forceConsistentCasingInFileNames: true,
    ignoreDeprecations: "6.0",
  },
  files: ["index.ts"],
};

const program = `import * as pulumi from "@pulumi/pulumi";
import { IntegrationSchedule, WorkspaceSchedules, fromYaml, getIntegrationOutput } from "@skyvia-schedules/pulumi";

const orders = new IntegrationSchedule("orders", { workspaceId: 123, integrationId: 456, enabled: true });
new WorkspaceSchedules("all", { workspaceId: 124, schedules: { 501: "enabled" }, unmanaged: "report" });
new WorkspaceSchedules("files", fromYaml("skyvia.yaml", { workspace: 125 }));
export const state: pulumi.Output<"enabled" | "disabled" | "undefined"> = orders.state;
export const found: pulumi.Output<number> = getIntegrationOutput({ workspaceId: 123, name: "Orders" }).id;
`;

/**
 * Compiles a program as `pulumi new typescript` makes it (CommonJS, resolution by `main` and `types`) against tarballs, given by the names of their packages.
 * Throws if it does not compile.
 */
export function compileStandardProgram(tarballs: ReadonlyMap<string, string>, folder: string): void {
  const modules = join(folder, "node_modules");
  for (const [name, tarball] of tarballs) {
    const place = join(modules, name);
    mkdirSync(place, { recursive: true });
    execFileSync("tar", ["-xzf", tarball, "-C", place, "--strip-components=1"]);
  }
  const root = createRequire(import.meta.url);
  const client = createRequire(root.resolve("../packages/client/package.json"));
  for (const [name, require] of [
    ["@pulumi/pulumi", root],
    ["@types/node", root],
    ["undici", client],
  ] as const) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(dirname(require.resolve(`${name}/package.json`)), join(modules, name));
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "index.ts"), program);
  execFileSync("tsc", ["-p", folder, "--noEmit"], { stdio: ["ignore", "inherit", "inherit"] });
}
