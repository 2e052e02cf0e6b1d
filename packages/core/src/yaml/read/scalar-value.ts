/** The value of a scalar. NaN: a number in another notation than plain decimal digits, which no key accepts. */
export type ScalarValue = string | number | boolean | null;

/** The value of a plain scalar by the YAML 1.2 core schema. */
export function plainValue(text: string): ScalarValue {
  const first = text.charCodeAt(0);
  // Of all values that are not text, only `null`, `true`, `false` (in three spellings) begin with a letter.
  if (first > 0x39 && !mayBeWord(first)) return text;
  if (decimal.test(text)) return Number(text);
  if (otherNumber.test(text)) return NaN;
  if (nothing.test(text)) return null;
  if (yes.test(text)) return true;
  return no.test(text) ? false : text;
}

function mayBeWord(first: number): boolean {
  const letter = first | 0x20;
  return letter === 0x6e || letter === 0x74 || letter === 0x66 || first === 0x7e;
}

const decimal = /^(?:0|-?[1-9][0-9]*)$/;
const otherNumber =
  /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const nothing = /^(?:~|null|Null|NULL)?$/;
const yes = /^(?:true|True|TRUE)$/;
const no = /^(?:false|False|FALSE)$/;
