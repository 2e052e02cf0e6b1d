import { createInterruption } from "../process/interruption.ts";
import type { Io } from "../process/io.ts";
import { visible } from "../render/escape.ts";
import { bashWord, readBashLine, type BashLine } from "./bash-line.ts";
import { files, type Candidate } from "./candidate.ts";
import { complete } from "./complete.ts";
import { readKnownNames } from "./known-names.ts";

/**
 * Answers the script of a shell: a line for each candidate, with its description after a tab. bash passes its whole line and `COMP_WORDBREAKS`, the others pass
 * their words. Whatever happens, nothing is printed on stderr.
 */
export async function answerCompletion(args: readonly string[], io: Io): Promise<void> {
  const [shell, ...given] = args;
  const interruption = createInterruption(io);
  try {
    const line = shell === "bash" ? readBashLine(given[0] ?? "", given[1]) : null;
    const words = line === null ? given : line.words.slice(1);
    const found = await complete(words, async (typed) => readKnownNames({ io, interruption }, typed));
    const shown = line === null ? found : inBash(found, line);
    io.stdout.write(shown.map(({ value, description }) => `${value}\t${visible(description)}\n`).join(""));
    await io.stdout.flush();
  } catch {
    // A shell that completes has no place for an error.
  } finally {
    interruption.dispose();
  }
}

function inBash(found: readonly Candidate[], line: BashLine): readonly Candidate[] {
  return found.flatMap((one) => {
    const value = one.value === files.value ? one.value : bashWord(one.value, line);
    return value === null ? [] : [{ ...one, value }];
  });
}
