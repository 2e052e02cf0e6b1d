import type { Verb } from "../verb/context.ts";
import type { FormatFlags } from "../flags/flags.ts";
import { tool, versionText } from "../process/version.ts";

const version: Verb<FormatFlags> = async () => ({ data: tool(), text: versionText });

export default version;
