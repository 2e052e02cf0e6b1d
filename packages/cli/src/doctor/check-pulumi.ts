import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { exists } from "../files/output-file.ts";
import type { Context } from "../verb/context.ts";
import { fail, ok, skip, type Finding } from "./check.ts";

/** The oldest engine and the oldest SDK that the tests of the provider run with. */
export const oldestEngine = "3.259.0";
export const oldestSdk = "3.222.0";

export interface CheckedPulumi {
  readonly "pulumi-engine": Finding;
  readonly "pulumi-sdk": Finding;
}

/** The engine and the SDK, where a Pulumi project is near: in the working directory, or above it up to the git root. */
export async function checkPulumi(context: Context): Promise<CheckedPulumi> {
  const project = await projectFolder(context);
  if (project === null) {
    const found = skip("there is no Pulumi.yaml here or above");
    return { "pulumi-engine": found, "pulumi-sdk": found };
  }
  return { "pulumi-engine": await checkEngine(context, project), "pulumi-sdk": await checkSdk(project) };
}

async function projectFolder({ io }: Context): Promise<string | null> {
  for (let folder = io.cwd; ; folder = dirname(folder)) {
    if (await exists(io, join(folder, "Pulumi.yaml"))) return folder;
    if (folder === dirname(folder) || (await exists(io, join(folder, ".git")))) return null;
  }
}

async function checkEngine({ io, interruption }: Context, folder: string): Promise<Finding> {
  const install = "Install Pulumi: https://www.pulumi.com/docs/install/.";
  const env = { ...io.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const settings = { cwd: folder, env, timeout: 20_000, signal: interruption.over };
  const version = await new Promise<string | null>((resolve) => {
    execFile("pulumi", ["version"], settings, (error, out) => resolve(error === null ? out.trim() : null));
  });
  if (version === null) return fail("there is no pulumi command on this machine", install);
  const number = version.replace(/^v/, "");
  if (isOlder(number, oldestEngine)) return fail(`${number} is older than ${oldestEngine}`, install);
  return ok(number);
}

async function checkSdk(project: string): Promise<Finding> {
  const install = "Run `npm install` in the folder of the Pulumi.yaml.";
  for (const name of ["@pulumi/pulumi", "@skyvia-schedules/pulumi"]) {
    const version = await installedVersion(project, name);
    if (version === null) return fail(`${name} is not installed`, install);
    if (name === "@pulumi/pulumi" && isOlder(version, oldestSdk)) {
      return fail(`${name} ${version} is older than ${oldestSdk}`, `Update it: \`npm install ${name}@latest\`.`);
    }
  }
  return ok(`@pulumi/pulumi ${(await installedVersion(project, "@pulumi/pulumi")) ?? ""}`);
}

/** The version of a package, as Node.js would find it from a folder. */
async function installedVersion(folder: string, name: string): Promise<string | null> {
  for (let above = folder; ; above = dirname(above)) {
    const file = join(above, "node_modules", name, "package.json");
    const text = await readFile(file, "utf8").catch(() => null);
    if (text !== null) return (JSON.parse(text) as { readonly version?: string }).version ?? "0.0.0";
    if (above === dirname(above)) return null;
  }
}

function isOlder(version: string, oldest: string): boolean {
  const [parts, least] = [version, oldest].map((text) => text.split(/[.+-]/, 3).map(Number));
  for (const [index, bound] of (least ?? []).entries()) {
    const part = parts?.[index] ?? 0;
    if (part !== bound) return part < bound;
  }
  return false;
}
