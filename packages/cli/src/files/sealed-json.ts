import { createHash } from "node:crypto";
import { safeJson } from "../render/escape.ts";

/** A JSON file of ours that carries a digest, and how one is refused that is not as we wrote it. */
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

/** The value of a text that anybody may have touched. Throws what `refuse` makes unless it is exactly as `sealJson` wrote it. */
export function openSealedJson(text: string, { validate, refuse }: SealedFormat): unknown {
  const value = parse(text, refuse);
  if (typeof value === "object" && value !== null && "formatVersion" in value && value.formatVersion !== 1) {
    const version = JSON.stringify(value.formatVersion);
    throw refuse(`it has the format version ${version}, and this tool reads version 1`);
  }
  if (!validate(value)) {
    const [found] = validate.errors ?? [];
    throw refuse(`${found?.instancePath || "it"} ${found?.message ?? "is not of its schema"}`);
  }
  const { digest, ...rest } = value as { readonly digest: string };
  if (digest !== digestOf(rest)) throw refuse("its digest does not fit: it was edited after it was written");
  return value;
}

function parse(text: string, refuse: SealedFormat["refuse"]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse("it is not complete JSON");
  }
}
