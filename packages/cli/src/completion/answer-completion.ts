import { createInterruption } from "../process/interruption.ts";
import type { Io } from "../process/io.ts";
import { visible } from "../render/escape.ts";
import { bashWord, readBashLine } from "./bash-line.ts";
import { files, type Candidate } from "./candidate.ts";
import { complete } from "./complete.ts";
import { readKnownNames } from "./known-names.ts";

/**
 * Answers the script of a shell: a line for each candidate, its description behind a tab. bash gives its whole line, the
 * others their words. Whatever happens, nothing is printed on stderr.
 */
export async function answerCompletion(args: readonly string[], io: Io): Promise<void> {
  const [shell, ...given] = args;
  const interruption = createInterruption(io);
  try {
    const line = shell === "bash" ? readBashLine(given[0] ?? "") : { words: ["", ...given], quote: "" as const };
    const words = line.words.slice(1);
    const found = await complete(words, async (typed) => readKnownNames({ io, interruption }, typed));
    const shown = shell === "bash" ? inBash(found, words.at(-1) ?? "", line.quote) : found;
    io.stdout.write(shown.map(({ value, description }) => `${value}\t${visible(description)}\n`).join(""));
    await io.stdout.flush();
  } catch {
    // A shell that completes has no place for an error.
  } finally {
    interruption.dispose();
  }
}

function inBash(found: readonly Candidate[], current: string, quote: "" | '"' | "'"): readonly Candidate[] {
  return found.flatMap((one) => {
    const value = one.value === files.value ? one.value : bashWord(one.value, current, quote);
    return value === null ? [] : [{ ...one, value }];
  });
}
