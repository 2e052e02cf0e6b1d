import { formats, isFormat, type Format } from "../render/formats.ts";

const joinedFormat = new RegExp(`^--format=(${formats.join("|")})$`);

/**
 * Takes `--format` out of the arguments at any place, so that even a wrong command line is answered in that format. An
 * unknown value stays in place, and the parser refuses it.
 */
export function takeFormat(argv: readonly string[]): { readonly format: Format; readonly rest: readonly string[] } {
  const rest = [...argv];
  let format: Format = "text";
  for (let index = 0; index < rest.length && rest[index] !== "--"; index++) {
    const joined = joinedFormat.exec(rest[index] ?? "")?.[1];
    const next = rest[index] === "--format" ? rest[index + 1] : undefined;
    const value = joined ?? next;
    if (!isFormat(value)) continue;
    format = value;
    rest.splice(index--, joined === undefined ? 2 : 1);
  }
  return { format, rest };
}
