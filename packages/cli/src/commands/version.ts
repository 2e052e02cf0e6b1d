import type { Verb } from "../context.ts";
import type { FormatFlags } from "../flags.ts";
import { tool, versionText } from "../version.ts";

const version: Verb<FormatFlags> = async () => ({ data: tool(), text: versionText });

export default version;
