/** What one key of an object may hold. */
export interface Field {
  /** As in "must be ...". */
  readonly expected: string;
  readonly test: (value: unknown) => boolean;
  readonly required?: boolean;
}

export type Fields = Readonly<Record<string, Field>>;

const isWhole = (value: unknown): value is number => Number.isInteger(value);

export const text: Field = { expected: "a text", test: (value) => typeof value === "string" };
export const textOrNull: Field = { expected: "a text or null", test: (value) => value === null || text.test(value) };
export const flag: Field = { expected: "true or false", test: (value) => typeof value === "boolean" };
export const count: Field = { expected: "a whole number from 0", test: (value) => isWhole(value) && value >= 0 };
export const ordinal: Field = { expected: "a whole number from 1", test: (value) => isWhole(value) && value >= 1 };
export const id: Field = {
  expected: "a whole number from 1 to 2147483647",
  test: (value) => isWhole(value) && value >= 1 && value <= 2_147_483_647,
};
export const number: Field = { expected: "a number", test: (value) => Number.isFinite(value) };
export const milliseconds: Field = {
  expected: "milliseconds, from 0",
  test: (value) => Number.isFinite(value) && Number(value) >= 0,
};
export const status: Field = {
  expected: "a status from 200 to 599",
  test: (value) => isWhole(value) && value >= 200 && value <= 599,
};
export const anything: Field = { expected: "anything", test: () => true };
export const texts: Field = {
  expected: "an object of texts",
  test: (value) => isObject(value) && Object.values(value).every((one) => typeof one === "string"),
};
export const object: Field = { expected: "an object", test: isObject };

/** One of these words. */
export function choice(...words: readonly string[]): Field {
  return { expected: words.join(", "), test: (value) => typeof value === "string" && words.includes(value) };
}

export function required(field: Field): Field {
  return { ...field, required: true };
}

/** Whether a value is an object with keys. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first thing wrong with an object, as a sentence that names the key; null: nothing. `where` starts the sentence. */
export function fieldProblem(value: unknown, where: string, fields: Fields): string | null {
  if (!isObject(value)) return `${where} must be an object`;
  for (const key of Object.keys(value)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined)
      return `${where} has no key "${key}": it may have ${Object.keys(fields).join(", ") || "none"}`;
    if (!field.test(value[key])) return `${where}: "${key}" must be ${field.expected}`;
  }
  const missing = Object.entries(fields).find(([key, field]) => field.required === true && value[key] === undefined);
  return missing === undefined ? null : `${where}: "${missing[0]}" is missing: it must be ${missing[1].expected}`;
}
