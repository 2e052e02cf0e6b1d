import type { DesiredSchedule } from "../model/model.ts";
import { effectiveAt, freezeMatters, type EffectiveState } from "./effective.ts";
import type { Layer, Layers } from "./layers.ts";

/** A stretch of time, in milliseconds since the epoch, in which one layer decides. Half-open. */
export interface Span extends EffectiveState {
  readonly from: number;
  readonly until: number;
}

/** A change of what is desired. */
export interface Transition {
  /** Milliseconds since the epoch: the first instant at which `to` is desired. */
  readonly at: number;
  readonly to: DesiredSchedule;
  /** The hold or freeze that begins or ends. */
  readonly layer: Layer;
  readonly ends: boolean;
}

/** The desired states from one instant to another, without gaps. A span ends where the state or the layer changes. */
export function spansOf(layers: Layers, from: number, until: number): Span[] {
  const spans: Span[] = [];
  for (let at = from; at < until;) {
    const end = Math.min(nextBoundary([...layers.holds, ...layers.freezes], at), until);
    const state = effectiveAt(layers, at);
    const last = spans.at(-1);
    if (last !== undefined && last.layer === state.layer) spans[spans.length - 1] = { ...last, until: end };
    else spans.push({ ...state, from: at, until: end });
    at = end;
  }
  return spans;
}

/** Every change of what is desired after `from` and before `until`, in order. */
export function transitions(layers: Layers, from: number, until: number): Transition[] {
  const found: Transition[] = [];
  for (let at = from; ;) {
    const next = nextTransition(layers, at);
    if (next === null || next.at >= until) return found;
    found.push(next);
    at = next.at;
  }
}

/** How many boundaries without a change are skipped before the search ends: freezes that always cover each other have no transition. */
const patience = 5000;

/** How far ahead a transition is looked for, in milliseconds: 39 years. Starts are known for 40. */
const horizon = 39 * 365 * 86_400_000;

/** The first change of what is desired after an instant. null: there is none. */
export function nextTransition(layers: Layers, after: number): Transition | null {
  const before = effectiveAt(layers, after).schedule;
  let at = after;
  for (let step = 0; step < patience; step++) {
    at = nextBoundary(deciding(layers, at), at);
    if (at > after + horizon) return null;
    const { schedule } = effectiveAt(layers, at);
    if (schedule !== before) return { at, to: schedule, ...causeOf(layers, at) };
  }
  return null;
}

/** The layers whose next beginning or end may change something. A freeze over a schedule that is off changes nothing. */
function deciding(layers: Layers, at: number): readonly Layer[] {
  return freezeMatters(layers, at) ? [...layers.holds, ...layers.freezes] : layers.holds;
}

/** The first instant after another at which one of the layers begins or ends. Infinity: none does. */
function nextBoundary(layers: readonly Layer[], after: number): number {
  return Math.min(...layers.map(({ windows }) => (windows.at(after) ?? { until: Infinity }).until), ...beginnings());

  function beginnings(): number[] {
    return layers.map(({ windows }) => (windows.next(after) ?? { from: Infinity }).from);
  }
}

/** The layer that begins at an instant and decides from then on, else the one that decided until then. */
function causeOf(layers: Layers, at: number): { readonly layer: Layer; readonly ends: boolean } {
  const [before, after] = [effectiveAt(layers, at - 1), effectiveAt(layers, at)];
  if (after.layer !== null && (after.window?.from === at || before.layer === null)) {
    return { layer: after.layer, ends: false };
  }
  if (before.layer === null) throw new TypeError("a state changes where no layer begins or ends");
  return { layer: before.layer, ends: true };
}
