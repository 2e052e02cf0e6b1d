import { aBoolean, aName, anId, oneOf, plain } from "../rules/findings.ts";
import { aSchedule, someTexts } from "./schedule-rules.ts";
import type { Inputs } from "./property.ts";

/** The properties of one of `entries`. */
export const scheduleEntry: Inputs = {
  id: { type: "integer", check: plain(anId), description: "The id of the integration." },
  name: {
    type: "string",
    check: plain(aName),
    description: "Without `id`: exactly one integration of the workspace must have this name.",
  },
  match: {
    type: "string",
    check: plain(aName),
    description: "Every integration whose name matches the glob, unless another entry selects it by id or name.",
  },
  schedule: {
    type: { ref: "DesiredSchedule" },
    required: true,
    check: plain(aSchedule),
    description: "Whether the schedule shall be on.",
  },
  mode: {
    type: { ref: "Mode" },
    check: plain(oneOf("enforce", "observe")),
    description: "`observe` reports the state under `observed` and never writes. Default: `enforce`.",
  },
  protected: {
    type: "boolean",
    check: plain(aBoolean),
    description: "An update that would switch it fails, and writes nothing in the workspace. Default: `false`.",
  },
  tags: {
    type: { list: "string" },
    check: someTexts,
    description: "Tags by which holds and freezes may select it.",
  },
  owner: {
    type: "string",
    check: plain(aName),
    description: "Who is responsible for it. Holds and freezes may select it by its owner.",
  },
};
