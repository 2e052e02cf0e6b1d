import { createRandom, type Random } from "../random.ts";
import type { FaultWhen } from "./fault.ts";

/** Whether the n-th matching request (from 1) is hit. Called once for each, in order. */
export type Hits = (n: number) => boolean;

/** The decision of a `when`. */
export function compileWhen(when: FaultWhen): Hits {
  if (when === "always") return () => true;
  if (when === "once") return (n) => n === 1;
  if ("always" in when) return () => true;
  if ("once" in when) return (n) => n === 1;
  if ("nth" in when) return (n) => n === when.nth;
  if ("every" in when) return (n) => n % when.every === 0;
  if ("probability" in when) return byChance(createRandom(when.seed ?? 1), when.probability);
  return (n) => n >= when.from && n < when.from + (when.times ?? Infinity);
}

function byChance(random: Random, probability: number): Hits {
  return () => random() < probability;
}
