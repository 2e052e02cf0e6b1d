import { badInput } from "../errors/skyvia-error.ts";

/** The longest token, in bytes: a header that is longer is refused by most servers. */
const maxTokenBytes = 8 * 1024;

/**
 * The token as it is sent: without one trailing newline, because files end with one. Throws a `bad-input` error that never repeats the text when it is empty,
 * longer than 8 KiB, or contains a byte outside 0x21..0x7E.
 */
export function checkToken(text: string): string {
  const token = text.replace(/\r?\n$/, "");
  if (token === "") throw badInput("the token is empty", "Set it to an API token of your Skyvia account.");
  if (token.length > maxTokenBytes) {
    throw badInput(
      `the token has more than ${maxTokenBytes} bytes, but no token is that long`,
      "Check that the file or the variable contains only the token.",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw badInput(
      "the token contains a blank, a line break or another character that no token has (it is not shown here)",
      "Copy only the token: without quotes, blanks or the word Bearer.",
    );
  }
  return token;
}
