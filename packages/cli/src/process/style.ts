import type { Io } from "./io.ts";
import { isColourless } from "./no-colour.ts";
import type { Output } from "./output.ts";

/** How text is highlighted, by its meaning, and how much of it fits on a line. Only the table below assigns colours to meanings; no colour has two meanings. */
export interface Style extends Readonly<Record<Meaning, (text: string) => string>> {
  /** Columns that a line may take. Infinity: lines need not fit. */
  readonly width: number;
}

/** `good`: as it should be. `bad`: it failed. `attention`: a person should look at it. `on`, `off`: added or turned on, removed or turned off. */
type Meaning = "good" | "bad" | "attention" | "on" | "off" | "heading" | "minor";

/** The codes that begin and end each look: green, red, yellow, cyan, magenta, bold, dim. */
const looks: Readonly<Record<Meaning, readonly [open: number, close: number]>> = {
  good: [32, 39],
  bad: [31, 39],
  attention: [33, 39],
  on: [36, 39],
  off: [35, 39],
  heading: [1, 22],
  minor: [2, 22],
};

const meanings = Object.keys(looks) as Meaning[];

/** No highlighting, and no limit for lines. */
export const plainStyle: Style = styleFrom(() => (text) => text, Infinity);

/** The style of an output. `isWide`: whether rows need not fit the terminal. */
export function styleOf(
  { env }: Pick<Io, "env">,
  output: Pick<Output, "isTerminal" | "columns">,
  isWide: boolean,
): Style {
  const width = output.isTerminal && !isWide ? output.columns : Infinity;
  if (!hasColour(env, output)) return { ...plainStyle, width };
  return styleFrom((meaning) => {
    const [open, close] = looks[meaning];
    return (text) => (text === "" ? "" : `\u001b[${open}m${text}\u001b[${close}m`);
  }, width);
}

/**
 * Whether an output gets colour. `NO_COLOR` turns it off, unless it is empty. Then `FORCE_COLOR` decides where it is set, also
 * where it is empty: `0` and `false` mean no, anything else means yes. Otherwise a terminal gets colour, unless it is dumb.
 */
function hasColour(env: Io["env"], { isTerminal }: Pick<Output, "isTerminal">): boolean {
  if (isColourless(env)) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal && env["TERM"] !== "dumb";
}

function styleFrom(painter: (meaning: Meaning) => (text: string) => string, width: number): Style {
  const painters = meanings.map((meaning) => [meaning, painter(meaning)] as const);
  return { ...(Object.fromEntries(painters) as Record<Meaning, (text: string) => string>), width };
}
