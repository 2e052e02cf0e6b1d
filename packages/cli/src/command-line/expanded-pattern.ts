import { isYamlName } from "../files/yaml-name.ts";

/**
 * The words that a shell has put behind the value of `-f` in place of a pattern: `-f *.yaml` arrives as `-f a.yaml b.yaml`. Only words
 * that look like paths count, so that an id is none.
 */
export function expandedPattern(argv: readonly string[]): readonly string[] {
  const start = argv.findIndex((word) => word === "-f" || word === "--file");
  if (start === -1) return [];
  const behind = argv.slice(start + 2);
  const end = behind.findIndex((word) => word.startsWith("-") || !looksLikePath(word));
  return end === -1 ? behind : behind.slice(0, end);
}

/** Whether a word that no flag takes is likely the path of a file or folder. */
export function looksLikePath(word: string): boolean {
  return /[/\\]/.test(word) || isYamlName(word);
}
