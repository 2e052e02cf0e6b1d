import { sharedWithStack } from "@skyvia-schedules/core";
import { loadConfig } from "../files/config-files.ts";
import type { Verb } from "../verb/context.ts";
import type { FileFlags } from "../flags/flags.ts";
import { readPulumiStack } from "../files/pulumi-stack.ts";
import { counted } from "../render/counted.ts";

type Flags = FileFlags & {
  readonly pulumiStack?: readonly string[];
};

const validate: Verb<Flags> = async (context, { file, pulumiStack = [] }) => {
  const { desired, problems } = await loadConfig(context, file);
  const schedules = (await Promise.all(pulumiStack.map((stack) => readPulumiStack(context.io, stack)))).flat();
  const found = [...problems, ...sharedWithStack(desired, schedules)];
  if (found.length > 0) return { problems: found };
  const entries = desired.workspaces.reduce((sum, workspace) => sum + workspace.entries.length, 0);
  const files = `${counted(entries, "entry", "entries")} in ${counted(desired.workspaces.length, "workspace")}`;
  const apart = pulumiStack.length === 0 ? "" : `, apart from ${counted(schedules.length, "schedule")} of Pulumi`;
  const headline = `Valid: ${files}${apart}.`;
  return { headline, text: () => `${headline}\n` };
};

export default validate;
