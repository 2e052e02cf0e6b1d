import { isAtLeast, oldestSdk } from "./versions.ts";

/** `require` as it works in the program's folder. */
export interface ProgramRequire {
  (name: string): unknown;
  resolve(name: string): string;
}

/** Why the provider process could not work from a program's folder, in one line. null: it can. */
export function programProblem(require: ProgramRequire, folder: string): string | null {
  const install = (name: string): string =>
    `${name} must be a dependency of the program itself: add it to the package.json of ${folder} and install`;
  if (!canResolve(require, "@skyvia-schedules/pulumi/provider")) return install("@skyvia-schedules/pulumi");
  const version = sdkVersion(require);
  if (version === null) return install("@pulumi/pulumi");
  if (isAtLeast(version, oldestSdk)) return null;
  return `@skyvia-schedules/pulumi needs @pulumi/pulumi ${oldestSdk} or later, but the program has ${version}: update it`;
}

function canResolve(require: ProgramRequire, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function sdkVersion(require: ProgramRequire): string | null {
  try {
    const { version } = require("@pulumi/pulumi/version") as { readonly version?: unknown };
    return typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}
