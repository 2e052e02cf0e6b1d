import { plain } from "../rules/findings.ts";
import { aLimit } from "./schedule-rules.ts";
import type { Inputs } from "./property.ts";

/** The properties of `limits`. */
export const limits: Inputs = {
  disable: {
    type: { either: ["integer", "string"] },
    check: plain(aLimit),
    description: "How many schedules one update may disable.",
  },
  enable: {
    type: { either: ["integer", "string"] },
    check: plain(aLimit),
    description: "How many schedules one update may enable.",
  },
};
