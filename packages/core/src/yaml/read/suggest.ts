/** The word that was likely meant, null if none is near. A typo is a swap, a missing, an extra or another letter. */
export function suggest(written: string, words: readonly string[]): string | null {
  const text = written.toLowerCase().slice(0, 40);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(Math.max(text.length, 3) / 3)) + 0.5;
  for (const word of words) {
    const distance = word.toLowerCase() === text ? 0 : typos(text, word.toLowerCase());
    if (distance < least) [best, least] = [word, distance];
  }
  return best;
}

/** The Damerau-Levenshtein distance (optimal string alignment). */
function typos(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let distance = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        distance = Math.min(distance, (beforePrevious[j - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[b.length] ?? 0;
}
