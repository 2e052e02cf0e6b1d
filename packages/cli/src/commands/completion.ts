import { completionScripts } from "../completion/scripts.ts";
import type { Shell } from "../completion/shells.ts";
import type { FormatFlags } from "../flags/api-flags.ts";
import type { Verb } from "../verb/context.ts";

/** Prints the script that makes a shell complete verbs, flags, and the ids and names of the files. */
const completion: Verb<FormatFlags, [shell: Shell]> = async (_context, _flags, shell) => ({
  kind: "script",
  shell,
  text: completionScripts[shell],
});

export default completion;
