const shortest = 1_000;
const longest = 60_000;

/**
 * The wait in ms after a 429 that names none: about a second, because most limits are per second. It doubles with each further 429 without another answer
 * between them.
 */
export function defaultWait(strikes: number, random: () => number): number {
  return Math.min(longest, shortest * 2 ** (strikes - 1)) * (1 + 0.3 * random());
}
