import { createHash } from "node:crypto";
import { safeJson } from "../render/escape.ts";
import { parseJson } from "./parse-json.ts";

/** A JSON format of this tool with a digest, and the error for a file that was changed. */
export interface SealedFormat {
  /** Whether a value has the right shape; `errors` says what it lacks. */
  readonly validate: {
    (value: unknown): boolean;
    errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
  };
  /** The error for a file that is refused, with the reason. */
  readonly refuse: (why: string) => Error;
}

/** The text of a sealed file: the value with its digest last. */
export function sealJson(value: object): string {
  return `${safeJson({ ...value, digest: digestOf(value) }, 2)}\n`;
}

/** SHA-256 of a value as compact JSON, in hex. */
export function digestOf(value: object): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

/** Reads a text that anybody may have edited. Throws the error that `refuse` makes unless the text is exactly as `sealJson` wrote it. */
export function openSealedJson(text: string, { validate, refuse }: SealedFormat): unknown {
  const value = parseJson(text);
  if (value === undefined) throw refuse("it is not complete JSON");
  if (typeof value === "object" && value !== null && "formatVersion" in value && value.formatVersion !== 1) {
    const version = JSON.stringify(value.formatVersion);
    throw refuse(`it has the format version ${version}, and this tool reads version 1`);
  }
  if (!validate(value)) {
    const [found] = validate.errors ?? [];
    throw refuse(`${found?.instancePath || "it"} ${found?.message ?? "does not match its schema"}`);
  }
  const { digest, ...rest } = value as { readonly digest: string };
  if (digest !== digestOf(rest)) throw refuse("its digest does not match: it was edited after it was written");
  return value;
}
