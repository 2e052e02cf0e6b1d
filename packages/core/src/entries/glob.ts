import picomatch from "picomatch";

/**
 * A test for names by a glob: `*` any characters, `?` one character, `[abc]` one of a set, `{a,b}` either, `\` takes the next
 * character as it is. Case matters. A name is not a path, so `/` and `.` are characters like any other.
 */
export function compileGlob(glob: string): (name: string) => boolean {
  const matches = picomatch(asPlainText(literalParentheses(glob)), options);
  return (name) => matches(asPlainText(name));
}

const options = { dot: true, nonegate: true, noextglob: true, strictSlashes: true, posix: true } as const;

/** picomatch gives `/` and `.` the meaning that they have in paths, so two characters of the private use area replace them. */
function asPlainText(text: string): string {
  return text.replaceAll("/", "\uE000").replaceAll(".", "\uE001");
}

/** Parentheses would be groups of a regular expression, and `\b` a word boundary: names mean the characters. */
function literalParentheses(glob: string): string {
  return glob.replaceAll(/\\([a-zA-Z0-9])|\\.|[()]/gs, (match, letter: string | undefined) =>
    letter === undefined ? (match.length === 2 ? match : `\\${match}`) : letter,
  );
}
