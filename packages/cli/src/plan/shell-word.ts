/** A text as one word of a command line: unchanged if no shell would change it, else in quotes. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (/^[\w@%+=:,./ ()-]+$/.test(text)) return `"${text}"`; // every shell takes these quotes
  if (/^[^\p{C}\p{Z}]*(?: [^\p{C}\p{Z}]*)*$/u.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return `$'${[...Buffer.from(text)].map(byteText).join("")}'`; // characters that do not show
}

function byteText(byte: number): string {
  const isPlain = byte > 0x1f && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
  return isPlain ? String.fromCharCode(byte) : String.raw`\x${byte.toString(16).padStart(2, "0")}`;
}
