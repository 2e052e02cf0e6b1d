import type { Io } from "./io.ts";

/** How text is set off. Without colour every function gives its text back. */
export interface Style {
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const asIs = (text: string): string => text;

/** Nothing is set off. */
export const plain: Style = { green: asIs, red: asIs, yellow: asIs, dim: asIs, bold: asIs };

/** Colour on a terminal, unless `NO_COLOR` is set (to anything) or the terminal is dumb. */
export function styleOf(io: Pick<Io, "env">, output: { readonly isTerminal: boolean }): Style {
  const colour = output.isTerminal && (io.env["NO_COLOR"] ?? "") === "" && io.env["TERM"] !== "dumb";
  if (!colour) return plain;
  const set = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
  return { green: set(32, 39), red: set(31, 39), yellow: set(33, 39), dim: set(2, 22), bold: set(1, 22) };
}
