import { badInput } from "../errors/skyvia-error.ts";

/** The longest token, in bytes: a header that is longer is refused by most servers. */
const maxTokenBytes = 8 * 1024;

/**
 * The token as it is sent: less one trailing newline, which files end with.
 * Throws a `bad-input` error that never repeats the text when it is empty, longer than 8 KiB, or contains a byte outside
 * 0x21..0x7E.
 */
export function checkToken(text: string): string {
  const token = text.replace(/\r?\n$/, "");
  if (token === "") throw badInput("the token is empty", "Set it to an API token of your Skyvia account.");
  if (token.length > maxTokenBytes) {
    throw badInput(
      `the token has more than ${maxTokenBytes} bytes, and no token is that long`,
      "Check that the file or the variable has the token alone.",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw badInput(
      "the token contains a blank, a line break or another character that no token has (it is not shown here)",
      "Copy the token again, alone: without quotes, blanks or the word Bearer.",
    );
  }
  return token;
}
