import { bucket, simulate, workers, type Ran } from "../../packages/client/test/limit/simulate.ts";

/** One line of a curve: what is drawn over 30 s, and the number that it should find. */
interface Line {
  readonly title: string;
  readonly ran: Ran;
  readonly value: (point: Ran["curve"][number]) => number | null;
  readonly ideal: number;
}

const seconds = 30;

/** The limiter at three servers in virtual time: equal runs give equal curves. */
function lines(): readonly Line[] {
  const rate = (perSecond: number, burst: number): Ran => {
    const random = seeded(7);
    const latency = (): number => 50 * (0.8 + 0.4 * random());
    return simulate(bucket(perSecond, burst, "seconds", latency), perSecond * seconds, 64, random);
  };
  const random = seeded(3);
  const service = (): number => 50 * (0.8 + 0.4 * random());
  return [
    {
      title: "calls a second, bucket of 20 at 20 a second",
      ran: rate(20, 20),
      value: (point) => point.rate,
      ideal: 20,
    },
    {
      title: "calls a second, bucket of 1 at 100 a second",
      ran: rate(100, 1),
      value: (point) => point.rate,
      ideal: 100,
    },
    {
      title: "calls in flight, 16 workers of 50 ms",
      ran: simulate(workers(16, service), 9_000, 64, random),
      value: (point) => Math.floor(point.inFlight),
      ideal: 16,
    },
  ];
}

/** The numbers of each line at each second, as rows of Markdown, and a drawing of them. */
export function drawCurves(): { readonly table: string; readonly svg: string } {
  const all = lines();
  const at = [1, 2, 3, 5, 7, 10, 15, 20, 25, 30];
  const rows = all.map((line) => `| ${line.title} | ${at.map((second) => text(valueAt(line, second))).join(" | ")} |`);
  const head = `| after | ${at.map((second) => `${second} s`).join(" | ")} |\n|---|${at.map(() => "---").join("|")}|`;
  return { table: [head, ...rows].join("\n"), svg: svgOf(all) };
}

function text(value: number | null): string {
  return value === null ? "no limit" : value.toFixed(value < 10 ? 1 : 0);
}

function valueAt({ ran, value }: Line, second: number): number | null {
  const point = ran.curve.findLast((one) => one.at <= second * 1000);
  return point === undefined ? null : value(point);
}

const width = 640;
const height = 110;
const left = 40;

function svgOf(all: readonly Line[]): string {
  const panels = all.map(
    (line, index) => `  <g transform="translate(0 ${index * (height + 30)})">\n${panel(line)}\n  </g>`,
  );
  const total = all.length * (height + 30);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" font-family="sans-serif" font-size="11">
  <rect width="${width}" height="${total}" fill="#fff"/>
${panels.join("\n")}
</svg>
`;
}

function panel(line: Line): string {
  const top = line.ideal * 1.6;
  const x = (second: number): string => (left + (second / seconds) * (width - left - 10)).toFixed(1);
  const y = (value: number): string => (20 + height - (Math.min(value, top) / top) * height).toFixed(1);
  const points = Array.from({ length: seconds * 5 + 1 }, (_, index) => index / 5).flatMap((second) => {
    const value = valueAt(line, second);
    return value === null ? [] : [`${x(second)},${y(value)}`];
  });
  return `    <text x="${left}" y="14">${line.title}</text>
    <text x="4" y="${y(line.ideal)}">${line.ideal}</text>
    <line x1="${left}" x2="${width - 10}" y1="${y(line.ideal)}" y2="${y(line.ideal)}" stroke="#999" stroke-dasharray="4"/>
    <line x1="${left}" x2="${width - 10}" y1="${y(0)}" y2="${y(0)}" stroke="#999"/>
    <polyline fill="none" stroke="#06c" stroke-width="1.5" points="${points.join(" ")}"/>
    <text x="${width - 40}" y="${20 + height - 4}">${seconds} s</text>`;
}

/** Equal seeds, equal numbers from 0 up to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 2 ** 32;
}
