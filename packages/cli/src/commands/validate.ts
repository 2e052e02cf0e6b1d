import { sharedWithStack } from "@skyvia-schedules/core";
import { loadConfig } from "../files/config-files.ts";
import type { Verb } from "../verb/context.ts";
import type { FileFlags } from "../flags/flags.ts";
import { readPulumiStack } from "../files/pulumi-stack.ts";

type Flags = FileFlags & {
  readonly pulumiStack?: readonly string[];
};

const validate: Verb<Flags> = async (context, { file, pulumiStack = [] }) => {
  const { desired, problems } = await loadConfig(context, file);
  const schedules = (await Promise.all(pulumiStack.map((stack) => readPulumiStack(context, stack)))).flat();
  const found = [...problems, ...sharedWithStack(desired, schedules)];
  if (found.length > 0) return { kind: "problems", problems: found, error: null };
  return {
    kind: "valid",
    entries: desired.workspaces.reduce((sum, { entries }) => sum + entries.length, 0),
    workspaces: desired.workspaces.length,
    stackSchedules: pulumiStack.length === 0 ? null : schedules.length,
  };
};

export default validate;
