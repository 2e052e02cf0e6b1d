import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Links the two packages that a program imports to this repository, in a folder outside of it. */
export function linkPackages(folder: string): void {
  for (const name of ["@skyvia-schedules/pulumi", "@pulumi/pulumi"]) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", name), link);
  }
}
