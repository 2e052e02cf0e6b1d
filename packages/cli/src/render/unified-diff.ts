import { applyEdits, type Edit, type EditedFile } from "@skyvia-schedules/core/yaml";

/** How many unchanged lines are shown around a change. */
const context = 3;

/** Lines of the old text that other lines take the place of; all with their line breaks. */
interface Block {
  /** 0-based; `to` is the line after the last one. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** The edits of a file as a unified diff, which `patch` and `git apply` take. "" where there are none. */
export function unifiedDiff({ file, before, edits }: Pick<EditedFile, "file" | "before" | "edits">): string {
  if (edits.length === 0) return "";
  const old = linesOf(before);
  let shift = 0;
  const hunks = hunksOf(blocksOf(before, old, edits)).map((blocks) => {
    const hunk = renderHunk(old, blocks, shift);
    shift += blocks.reduce((sum, { from, to, lines }) => sum + lines.length - (to - from), 0);
    return hunk;
  });
  return `--- a/${file}\n+++ b/${file}\n${hunks.join("")}`;
}

/** Each with its line break; the last one may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Whole lines for edits; those on one line are one block. */
function blocksOf(before: string, old: readonly string[], edits: readonly Edit[]): Block[] {
  const starts = [0];
  for (const line of old) starts.push((starts.at(-1) ?? 0) + line.length);
  const lineAt = (offset: number): number => Math.min(old.length - 1, lastUpTo(starts, offset));
  const groups: { from: number; to: number; edits: Edit[] }[] = [];
  for (const edit of edits.toSorted((a, b) => a.offset - b.offset)) {
    const from = lineAt(edit.offset);
    const isWhole = edit.length === 0 && edit.offset === starts[from] && edit.text.endsWith("\n");
    const to = isWhole ? from : lineAt(edit.offset + edit.length) + 1;
    const last = groups.at(-1);
    if (last !== undefined && (from < last.to || (from === last.from && to === last.to))) {
      last.edits.push(edit);
      last.to = Math.max(last.to, to);
    } else groups.push({ from, to, edits: [edit] });
  }
  return groups.map(({ from, to, edits: own }) => {
    const [start = 0, end = 0] = [starts[from], starts[to]];
    const moved = own.map((edit) => ({ ...edit, offset: edit.offset - start }));
    return { from, to, lines: linesOf(applyEdits(before.slice(start, end), moved)) };
  });
}

/** The index of the last one that is not above a value; they ascend from 0. */
function lastUpTo(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/** Blocks whose surroundings touch are shown together. */
function hunksOf(blocks: readonly Block[]): Block[][] {
  const hunks: Block[][] = [];
  for (const block of blocks) {
    const last = hunks.at(-1);
    if (last !== undefined && block.from - (last.at(-1)?.to ?? 0) <= 2 * context) last.push(block);
    else hunks.push([block]);
  }
  return hunks;
}

function renderHunk(old: readonly string[], blocks: readonly Block[], shift: number): string {
  const start = Math.max(0, (blocks[0]?.from ?? 0) - context);
  const end = Math.min(old.length, (blocks.at(-1)?.to ?? 0) + context);
  const lines: string[] = [];
  const add = (sign: string, part: readonly string[]): void => {
    for (const line of part)
      lines.push(line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`);
  };
  let at = start;
  let grown = 0;
  for (const { from, to, lines: added } of blocks) {
    add(" ", old.slice(at, from));
    add("-", old.slice(from, to));
    add("+", added);
    at = to;
    grown += added.length - (to - from);
  }
  add(" ", old.slice(at, end));
  const span = (from: number, count: number): string =>
    `${count === 0 ? from : from + 1}${count === 1 ? "" : `,${count}`}`;
  return `@@ -${span(start, end - start)} +${span(start + shift, end - start + grown)} @@\n${lines.join("")}`;
}
