import { compileGlob } from "./glob.ts";

/** One step of a glob: any number of characters, or one character that passes a test. */
type Step = "any" | { readonly test: (character: string) => boolean; readonly samples: readonly string[] };

/** Characters to try where a glob allows any. */
const openSamples: readonly string[] = Array.from("aA0-_ xyzXYZ19.");

/** Upper bound of the alternatives of a glob that are compared. Globs that people write have fewer. */
const mostAlternatives = 64;

/**
 * A name that both globs match. null: there is none, or none was found, which is possible for ranges
 * and unusual sets only.
 */
export function commonName(first: string, second: string): string | null {
  const [matchesFirst, matchesSecond] = [compileGlob(first), compileGlob(second)];
  for (const a of alternatives(first)) {
    for (const b of alternatives(second)) {
      const found = meet(stepsOf(a), stepsOf(b));
      const name = found === "" ? "a" : found; // both globs match everything
      if (name !== null && matchesFirst(name) && matchesSecond(name)) return name;
    }
  }
  return null;
}

/** The globs without braces that together match the same as a glob. */
function alternatives(glob: string): readonly string[] {
  const done: string[] = [];
  const left = [glob];
  for (let one = left.pop(); one !== undefined && done.length < mostAlternatives; one = left.pop()) {
    const [whole, before = "", inner = "", after = ""] =
      /^((?:\\.|[^\\{])*)\{((?:\\.|[^\\{}])*)\}(.*)$/s.exec(one) ?? [];
    if (whole === undefined || !inner.includes(",")) done.push(one);
    else left.push(...inner.split(",").map((choice) => before + choice + after));
  }
  return done;
}

function stepsOf(glob: string): readonly Step[] {
  const parts = glob.match(/\\.|\[(?:\\.|[^\]\\])+\]|\*+|./gs) ?? [];
  return parts.map((part) => {
    if (part.startsWith("*")) return "any";
    if (part === "?") return { test: () => true, samples: [] };
    if (part.startsWith("[") && part.length > 1)
      return { test: compileGlob(part), samples: Array.from(part.slice(1, -1)) };
    const literal = part.length > 1 && part.startsWith("\\") ? part.slice(1) : part;
    return { test: (character) => character === literal, samples: [literal] };
  });
}

/** A text that both sequences of steps take. null: there is none. */
function meet(first: readonly Step[], second: readonly Step[]): string | null {
  const seen = new Set<string>();
  const queue: (readonly [i: number, j: number, text: string])[] = [[0, 0, ""]];
  for (const [i, j, text] of queue) {
    if (i === first.length && j === second.length) return text;
    if (seen.has(`${i} ${j}`)) continue;
    seen.add(`${i} ${j}`);
    const [a, b] = [first[i], second[j]];
    if (a === "any") queue.push([i + 1, j, text]);
    if (b === "any") queue.push([i, j + 1, text]);
    const character = shared(a, b);
    if (character !== null) queue.push([a === "any" ? i : i + 1, b === "any" ? j : j + 1, text + character]);
  }
  return null;
}

/** A character that both steps take. null: none was found. */
function shared(a: Step | undefined, b: Step | undefined): string | null {
  if (a === undefined || b === undefined || (a === "any" && b === "any")) return null;
  const takes = (step: Step, character: string): boolean => step === "any" || step.test(character);
  const samples = [a, b].flatMap((step) => (step === "any" ? [] : step.samples));
  return [...samples, ...openSamples].find((character) => takes(a, character) && takes(b, character)) ?? null;
}
