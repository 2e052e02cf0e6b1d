import { loadConfig } from "../config-files.ts";
import type { Verb } from "../context.ts";
import type { FileFlags } from "../flags.ts";
import { counted } from "../render/counted.ts";

const validate: Verb<FileFlags> = async (_, { file }) => {
  const { desired, problems } = await loadConfig(file);
  if (problems.length > 0) return { problems };
  const entries = desired.workspaces.reduce((sum, workspace) => sum + workspace.entries.length, 0);
  const headline = `Valid: ${counted(entries, "entry", "entries")} in ${counted(desired.workspaces.length, "workspace")}.`;
  return { headline, text: () => `${headline}\n` };
};

export default validate;
