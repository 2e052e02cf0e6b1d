import { stripVTControlCharacters } from "node:util";

/** Seconds that a frame is shown: a base, and a part for each line. */
const seconds = { base: 2, line: 0.18 };

/** Pixels. */
const cell = { width: 8.4, height: 19 };
const margin = 16;
const columns = 80;

/** The colours of the escapes, on a dark background. */
const looks: Readonly<Record<string, string>> = {
  1: 'font-weight="bold" fill="#fff"',
  2: 'fill="#8b949e"',
  31: 'fill="#ff7b72"',
  32: 'fill="#7ee787"',
  33: 'fill="#e3b341"',
  35: 'fill="#d2a8ff"',
  36: 'fill="#79c0ff"',
};

/** The output of a terminal as an animated SVG, with a frame for each part that begins with `#`. */
export function createRecording(text: string, title: string): string {
  const frames = framesOf(text);
  const height = Math.max(...frames.map(({ length }) => length)) * cell.height + 2 * margin;
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const times = frames.map(({ length }) => seconds.base + seconds.line * length);
  const total = times.reduce((sum, time) => sum + time, 0);
  const rules: string[] = [];
  let start = 0;
  for (const [index, time] of times.entries()) {
    const [from, to] = [percent(start / total), percent((start + time) / total)];
    rules.push(
      `@keyframes f${index}{0%{visibility:hidden}${from}{visibility:visible}${to}{visibility:hidden}100%{visibility:hidden}}`,
      `#f${index}{animation:f${index} ${total.toFixed(1)}s step-end infinite}`,
    );
    start += time;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}g{visibility:hidden}${rules.join("")}@media (prefers-reduced-motion:reduce){g{animation:none!important}#f2{visibility:visible}}</style>`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    ...frames.map((lines, index) => `<g id="f${index}">\n${lines.map(lineOf).join("")}</g>`),
    "</svg>\n",
  ].join("\n");
}

/** The lines of each step, from its title on. */
function framesOf(text: string): readonly (readonly string[])[] {
  const frames: string[][] = [];
  for (const line of text.trim().split("\n")) {
    if (stripVTControlCharacters(line).startsWith("# ") && !isMarkdown(line)) frames.push([]);
    frames.at(-1)?.push(line);
  }
  return frames.map((lines) => lines.join("\n").trimEnd().split("\n"));
}

/** A heading of a report begins with `###`, and a title of a step has a colour. */
function isMarkdown(line: string): boolean {
  return !line.startsWith("\u001b[");
}

function lineOf(line: string, row: number): string {
  if (line === "") return "";
  const y = margin + (row + 0.75) * cell.height;
  return `<text x="${margin}" y="${y.toFixed(1)}" textLength="${(columnsOf(line) * cell.width).toFixed(1)}">${spansOf(line)}</text>\n`;
}

/** The text of a line with its colours. Each look ends before the next one begins. */
function spansOf(line: string): string {
  return line.replaceAll(/\u001b\[(\d+)m([^\u001b]*)\u001b\[\d+m|([^\u001b]+)/g, (_, code, inside, plain) => {
    if (plain !== undefined) return escaped(String(plain));
    return `<tspan ${looks[String(code)] ?? ""}>${escaped(String(inside))}</tspan>`;
  });
}

function columnsOf(line: string): number {
  return stripVTControlCharacters(line).length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
