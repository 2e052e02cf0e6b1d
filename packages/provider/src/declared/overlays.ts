import { parseDuration, parseInstant } from "@skyvia-schedules/core";
import { plain, shown, type Rule } from "../rules/findings.ts";
import type { OverlayOutputs } from "../rules/overlays/overlay-outputs.ts";
import type { Inputs, Outputs, OutputsOf, Property, PropertyType } from "./property.ts";

const anInstant: Rule = (value) =>
  typeof value === "string" && parseInstant(value) !== null
    ? null
    : `must be an RFC 3339 instant with an offset or Z, such as "2026-12-01T18:00:00Z", not ${shown(value)}`;

const aDuration: Rule = (value) =>
  typeof value === "string" && parseDuration(value) !== null
    ? null
    : `must be a whole number and a unit, such as "30d" or "12h", not ${shown(value)}`;

/** The inputs of both resources about holds and freezes. Core checks the lists by the rules of the YAML. */
export const overlayInputs: Inputs = {
  holds: {
    type: { list: { ref: "Hold" } },
    check: () => [],
    description:
      "Overrides for some time, each with a reason, as in the YAML. They do not change the desired state, which applies again when a hold ends.",
  },
  freezes: {
    type: { list: { ref: "Freeze" } },
    check: () => [],
    description:
      "Windows of time in which the selected schedules are off, as in the YAML. A freeze takes precedence over holds, unless a hold has `overrides: freeze`.",
  },
  at: {
    type: "string",
    check: plain(anInstant),
    description:
      "The instant for which holds and freezes are evaluated, as RFC 3339. Default: the time of the update or preview.",
  },
  maxHold: {
    type: "string",
    check: plain(aDuration),
    description: 'The longest time that a hold may last, as `"60d"`. Default: `30d`.',
  },
};

/** The outputs of both resources about holds and freezes. Without any, none has a value. */
export const overlayOutputs: OutputsOf<OverlayOutputs> = {
  holds: { type: { list: { ref: "Hold" } }, repeats: ["holds"], description: "The holds that the program gives." },
  freezes: {
    type: { list: { ref: "Freeze" } },
    repeats: ["freezes"],
    description: "The freezes that the program gives.",
  },
  maxHold: { type: "string", repeats: ["maxHold"], description: "The longest time that a hold may last." },
  at: {
    type: "string",
    repeats: ["at"],
    description: "The instant for which holds and freezes were evaluated by the last update, in UTC.",
  },
  nextTransition: {
    type: { ref: "NextTransition" },
    repeats: ["holds", "freezes"],
    description: "The next change that a hold or freeze causes: run `pulumi up` at that time. No value: there is none.",
  },
};

const oneOrMore = (type: PropertyType): PropertyType => ({ either: [type, { list: type }] });

/** The properties of `select` and `except`. */
export const select: Outputs = {
  id: { type: oneOrMore("integer"), description: "Ids of integrations: one number, or a list of numbers." },
  name: { type: oneOrMore("string"), description: "Exact names: one text, or a list of texts." },
  match: { type: oneOrMore("string"), description: "Globs over names: one text, or a list of texts." },
  tag: { type: oneOrMore("string"), description: "Tags of entries: one text, or a list of texts." },
  owner: { type: oneOrMore("string"), description: "Owners of entries: one text, or a list of texts." },
};

const workspace: Outputs = {
  workspace: { type: "integer", description: "The workspace of the resource. It is optional." },
};

const until: Property = { type: "string", description: "When it ends, as RFC 3339. This instant is not part of it." };

const times: Outputs = {
  from: { type: "string", description: "When it begins, as RFC 3339." },
  until,
  timeZone: {
    type: "string",
    description: "An IANA name. With it, `from` and `until` may be local times of this zone, without an offset.",
  },
};

/** The properties of one of `holds`. */
export const hold: Outputs = {
  ...workspace,
  select: {
    type: { ref: "Select" },
    description:
      "Which integrations the hold is about. An `IntegrationSchedule` does not need it: its hold is about its own schedule.",
  },
  schedule: {
    type: { ref: "DesiredSchedule" },
    required: true,
    description: "The state of the schedules while the hold lasts.",
  },
  ...times,
  until: { ...until, required: true },
  reason: { type: "string", required: true, description: "Why there is a hold." },
  owner: { type: "string", required: true, description: "Who is responsible for the hold." },
  overrides: { type: { ref: "Overrides" }, description: "`freeze`: the hold also overrides freezes." },
};

/** The properties of one of `freezes`. */
export const freeze: Outputs = {
  name: { type: "string", required: true, description: "Its name. No other freeze of the resource has it." },
  ...workspace,
  select: { type: { ref: "Select" }, description: "The integrations that are off. Default: all managed integrations." },
  except: { type: { ref: "Select" }, description: "The selected integrations that the freeze leaves out." },
  ...times,
  cron: {
    type: "string",
    description:
      "When each window begins: a cron expression of five fields, in `timeZone`. Instead of `from` and `until`.",
  },
  duration: { type: "string", description: 'How long it lasts each time, with `cron`, as `"8h"`.' },
  reason: { type: "string", description: "Why there is a freeze." },
  owner: { type: "string", description: "Who is responsible for the freeze." },
};

/** The next change that time causes. */
export const nextTransition: Outputs = {
  at: { type: "string", required: true, description: "The instant, in UTC." },
  count: { type: "integer", required: true, description: "How many integrations change." },
  to: {
    type: { ref: "DesiredSchedule" },
    description: "The state that they get. No value: some are enabled and some are disabled.",
  },
  by: { type: { ref: "TransitionCause" }, required: true, description: "The hold or freeze that begins or ends." },
};

/** The hold or freeze of a transition. */
export const transitionCause: Outputs = {
  by: { type: { ref: "LayerKind" }, required: true, description: "Whether it is a hold or a freeze." },
  name: { type: "string", description: "The name of a freeze." },
  reason: { type: "string", description: "Its reason." },
};
