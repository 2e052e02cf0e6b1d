import { fail, ok, type Finding } from "./check.ts";

/** The oldest Node.js that the tool supports. */
const oldest: readonly [number, number] = [22, 19];

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  if (isEnough) return ok(version);
  return fail(`${version} is older than ${oldest.join(".")}`, `Install Node.js ${oldest.join(".")} or later.`);
}
