/** One cell of a table. */
export interface Cell {
  readonly text: string;
  readonly align?: "left" | "right";
  /** Adds colour, which takes no room. */
  readonly paint?: (text: string) => string;
  /** `name`: words that do not fit are cut. `place`: it gets a line of its own if the row takes several lines. */
  readonly kind?: "name" | "place";
}

export type Row = readonly Cell[];
