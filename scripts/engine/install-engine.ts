import { dirname } from "node:path";
import { SemVer } from "semver";
import type { MakeEngine } from "./engine.ts";
import { pulumi } from "./versions.ts";

/** Gets the engine with Pulumi's own installer, which needs the internet. */
export const installEngine: MakeEngine = async (bin, progress) => {
  progress(`asking Pulumi's installer for ${pulumi.version}`);
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js"); // it takes a second to load
  await PulumiCommand.install({ root: dirname(bin), version: new SemVer(pulumi.version) });
};
