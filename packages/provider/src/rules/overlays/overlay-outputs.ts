import { instantText } from "@skyvia-schedules/core";
import { isEqual, type Properties } from "../properties.ts";
import type { NextTransition } from "./effective-states.ts";
import { hasOverlays, type OverlayInputs } from "./overlay-inputs.ts";

/** The outputs about holds and freezes. A resource without holds and freezes has none of them. */
export interface OverlayOutputs extends Pick<OverlayInputs, "holds" | "freezes" | "maxHold"> {
  /** The instant for which they were evaluated, ISO 8601, UTC. */
  readonly at?: string;
  readonly nextTransition?: NextTransition;
  /** The instant that the program gave. */
  readonly __at?: string;
}

/** Makes outputs of the inputs. `at`: milliseconds since the epoch. */
export function overlayOutputs(inputs: OverlayInputs, at: number, next: NextTransition | undefined): OverlayOutputs {
  return {
    ...givenOverlays(inputs),
    ...(hasOverlays(inputs) ? { at: instantText(at) } : {}),
    ...(next === undefined ? {} : { nextTransition: next }),
    ...(inputs.at === undefined ? {} : { __at: inputs.at }),
  };
}

/** The inputs of the program about holds and freezes, apart from the instant. */
export function givenOverlays({ holds, freezes, maxHold }: OverlayInputs): OverlayInputs {
  return {
    ...(holds === undefined ? {} : { holds }),
    ...(freezes === undefined ? {} : { freezes }),
    ...(maxHold === undefined ? {} : { maxHold }),
  };
}

/**
 * The inputs about holds and freezes after a refresh. `inputs`: those in the state, where the engine sends them. Only they have the instant of the last run.
 * Another instant alone causes no update, so the outputs keep the earlier one.
 */
export function refreshedOverlays(olds: OverlayOutputs, inputs: Properties | undefined): OverlayInputs {
  const at = inputs === undefined ? olds.__at : inputs["at"];
  return { ...givenOverlays(olds), ...(typeof at === "string" ? { at } : {}) };
}

/** The outputs that a refresh does not change: only an update evaluates holds and freezes. */
export function keptOverlays({ holds, freezes, maxHold, at, nextTransition, __at }: OverlayOutputs): OverlayOutputs {
  const all = Object.entries({ holds, freezes, maxHold, at, nextTransition, __at });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** Whether the program gives other holds and freezes than the state has. The instant alone changes nothing. */
export function isOverlaidOtherwise(olds: OverlayOutputs, news: OverlayInputs | Properties): boolean {
  return (["holds", "freezes", "maxHold"] as const).some((key) => !isEqual(olds[key], news[key]));
}
