import type { Verb } from "../context.ts";
import type { FormatFlags } from "../flags.ts";
import { tool } from "../version.ts";

const version: Verb<FormatFlags> = async () => {
  const { name, version: number } = tool();
  return { data: { name, version: number }, text: () => `${name} ${number}\n` };
};

export default version;
