import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { unknownValue, type Properties } from "@skyvia-schedules/pulumi/inner";

/** The engine's properties as plain values. */
export interface Received {
  /** Without marks of secrets. A value that is not known yet is `unknownValue`. */
  readonly properties: Properties;
  /** The properties that are secrets, or contain one. */
  readonly secretKeys: ReadonlySet<string>;
  /** Every text and number that is a secret. */
  readonly secretTexts: readonly string[];
}

/** The key that marks an object as a special value. Source, also of the next constants: sdk/go/common/resource/sig of Pulumi. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The engine sends one of these instead of a value that is not known yet, depending on its type. */
const unknownValues: ReadonlySet<unknown> = new Set([
  unknownValue, // text
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Reads a message. A missing one has no properties. */
export function receive(message: Struct | undefined): Received {
  const secretKeys = new Set<string>();
  const secretTexts: string[] = [];
  const plain = (value: unknown, key: string, isSecret: boolean): unknown => {
    if (isSecret) {
      secretKeys.add(key);
      if (typeof value === "string" || typeof value === "number") secretTexts.push(String(value));
    }
    if (unknownValues.has(value)) return unknownValue;
    if (Array.isArray(value)) return value.map((item) => plain(item, key, isSecret));
    if (typeof value !== "object" || value === null) return value;
    const object = value as Properties;
    if (object[signature] === secretSignature) return plain(object["value"], key, true);
    if (object[signature] === outputSignature) {
      return plain("value" in object ? object["value"] : unknownValue, key, isSecret || object["secret"] === true);
    }
    return Object.fromEntries(Object.entries(object).map(([name, item]) => [name, plain(item, key, isSecret)]));
  };
  const found = (message?.toJavaScript() ?? {}) as Properties;
  const properties = Object.fromEntries(Object.entries(found).map(([key, value]) => [key, plain(value, key, false)]));
  return { properties, secretKeys, secretTexts: secretTexts.filter((text) => text !== "" && !unknownValues.has(text)) };
}

/** Makes a message, with a mark at each property that is a secret. */
export function send(properties: Properties, isSecret: (key: string) => boolean = () => false): Struct {
  const marked = Object.entries(properties).map(([key, value]) => [
    key,
    isSecret(key) && value !== null ? { [signature]: secretSignature, value } : value,
  ]);
  return struct.Struct.fromJavaScript(Object.fromEntries(marked));
}
