/** A fenced block of a Markdown file. */
export interface Fence {
  readonly language: string;
  /** The rest of the info string: the name of the file that the block is. */
  readonly name: string;
  readonly lines: readonly string[];
  /** 1-based line of its first line. */
  readonly line: number;
}

/** The fenced blocks of a Markdown text, in order. */
export function fences(markdown: string): readonly Fence[] {
  const found: Fence[] = [];
  let open: { language: string; name: string; lines: string[]; line: number } | null = null;
  for (const [index, text] of markdown.split("\n").entries()) {
    const [, info] = /^```(.*)$/.exec(text) ?? [];
    if (info === undefined) open?.lines.push(text);
    else if (open === null) {
      const [language = "", name = ""] = info.split(" ");
      open = { language, name, lines: [], line: index + 2 };
    } else {
      found.push(open);
      open = null;
    }
  }
  return found;
}

/** The text with other lines in some of its blocks. */
export function withFences(markdown: string, changed: ReadonlyMap<Fence, readonly string[]>): string {
  const lines = markdown.split("\n");
  const fromTheEnd = [...changed].toSorted(([a], [b]) => b.line - a.line); // so that the line numbers before stay right
  for (const [fence, now] of fromTheEnd) lines.splice(fence.line - 1, fence.lines.length, ...now);
  return lines.join("\n");
}

/** A command of a `console` block with what it prints. */
export interface Shown {
  readonly command: string;
  readonly output: string;
}

/** The commands of a `console` block. */
export function shownCommands({ lines }: Fence): readonly Shown[] {
  const shown: { command: string; output: string[] }[] = [];
  for (const text of lines) {
    if (text.startsWith("$ ")) shown.push({ command: text.slice(2), output: [] });
    else shown.at(-1)?.output.push(text);
  }
  return shown.map(({ command, output }) => ({ command, output: output.join("\n") }));
}
