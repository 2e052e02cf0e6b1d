import { problem, type Problem } from "../../problems/problem.ts";
import type { ConfigFile } from "./config-file.ts";
import { maxBytes } from "./limits.ts";
import { createLocator } from "./locator.ts";

/** A part of the web's encoding API, which every runtime has. */
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean });
  decode(bytes: Uint8Array, options?: { stream: boolean }): string;
}

/** The text of a file, without its byte order mark, or the problem that it is not text. */
export function decode({ file, bytes }: ConfigFile): string | Problem {
  if (bytes.length > maxBytes) {
    return problem("file-too-large", { file, line: 1, column: 1 }, { limit: maxBytes });
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return notUtf8(file, bytes);
  }
  const control = controlCharacter.exec(text);
  if (control === null) return text;
  const code = control[0].charCodeAt(0);
  return problem("control-character", createLocator(file, text)(control.index), { code });
}

/** The byte order mark of a file, "" where it has none. */
export function markOf({ bytes }: ConfigFile): string {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "\ufeff" : "";
}

/** What YAML does not allow in a text: a carriage return must be part of a CRLF. */
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]|\r(?!\n)/;

function notUtf8(file: string, bytes: Uint8Array): Problem {
  const at = invalidByte(bytes);
  const before = new TextDecoder("utf-8", { fatal: false }).decode(bytes.subarray(0, at));
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return problem("file-not-utf8", createLocator(file, before)(before.length), { byte: bytes[at] ?? 0, utf16 });
}

/** Where the first sequence starts that is not UTF-8: the longest part that decodes ends there. */
function invalidByte(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (startsWell(bytes, middle)) valid = middle;
    else invalid = middle;
  }
  // A sequence that is cut short decodes as a start, so the place is the start of the sequence before the first failure.
  let start = valid;
  while (start > 0 && !decodes(bytes.subarray(0, start))) start--;
  return start;
}

/** Whether the first bytes are UTF-8, as far as they go: a sequence at the end may be incomplete. */
function startsWell(bytes: Uint8Array, length: number): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
