import { problem, type Problem } from "../../problems/problem.ts";
import type { ConfigFile } from "./config-file.ts";
import { maxBytes } from "./limits.ts";
import { createLocator } from "./locator.ts";

/** Of the web's encoding API, which every runtime has. */
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean });
  decode(bytes: Uint8Array): string;
}

/** The text of a file, without its byte order mark; or why it is none. */
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

/** Where the first sequence starts that is not UTF-8. */
function invalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) break;
    at += length;
  }
  return at;
}

/** The length of the well-formed sequence at a place (Unicode, table 3-7), 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let index = 1; index < length; index++) {
    const [low, high] = index === 1 ? secondRange(first) : [0x80, 0xbf];
    const byte = bytes[at + index] ?? 0;
    if (byte < low || byte > high) return 0;
  }
  return length;
}

function secondRange(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
