import { badInput } from "../errors/skyvia-error.ts";

/**
 * The token as it is sent: less one trailing newline, which files end with.
 * Throws a `bad-input` error that never repeats the text when it is empty or holds a byte outside 0x21..0x7E.
 */
export function checkToken(text: string): string {
  const token = text.replace(/\r?\n$/, "");
  if (token === "") throw badInput("the token is empty", "Set it to an API token of your Skyvia account.");
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw badInput(
      "the token holds a blank, a line break or another character that no token has (it is not shown here)",
      "Copy the token again, alone: without quotes, blanks or the word Bearer.",
    );
  }
  return token;
}
