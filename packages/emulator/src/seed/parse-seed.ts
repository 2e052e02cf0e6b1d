import type { Seed } from "./seed.ts";
export function parseSeed(text: string, file: string): Seed {
  throw new Error(`${file}: ${text.length}`);
}
