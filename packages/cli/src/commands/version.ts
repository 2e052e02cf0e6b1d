import type { Verb } from "../verb/context.ts";
import type { FormatFlags } from "../flags/api-flags.ts";
import { tool } from "../process/version.ts";

const version: Verb<FormatFlags> = async () => ({ kind: "version", data: tool() });

export default version;
