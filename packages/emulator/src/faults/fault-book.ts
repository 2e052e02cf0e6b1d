import { createRandom, type Random } from "../random.ts";
import type { Fault, FaultRule } from "./fault.ts";
import { compileMatch, type Matched } from "./fault-match.ts";
import type { FaultRow } from "./fault-row.ts";
import { faultTable } from "./fault-table.ts";
import { compileWhen, type Hits } from "./fault-when.ts";

/** A fault that hits a request, with the row that knows what it does. */
export interface Firing {
  readonly fault: Fault;
  readonly row: FaultRow<Fault>;
  readonly random: Random;
}

/** A rule and how often it matched and fired. */
export interface FaultReport {
  readonly id: number;
  readonly rule: FaultRule;
  /** Requests that matched. */
  readonly matched: number;
  /** Requests that were hit. */
  readonly fired: number;
}

interface Entry {
  readonly id: number;
  readonly rule: FaultRule;
  readonly matches: (request: Matched) => boolean;
  readonly hits: Hits;
  readonly firing: Firing;
  matched: number;
  fired: number;
}

const none: readonly Firing[] = [];

/** The active rules. Each has its own count. All rules that hit a request act on it, in the order in which they were added. */
export class FaultBook {
  #entries: readonly Entry[] = [];
  #nextId = 1;
  #revoked = new Set<string>();

  /** Adds a rule that has been checked. Returns its id. */
  add(rule: FaultRule): number {
    const id = this.#nextId++;
    const row = faultTable[rule.fault.type] as FaultRow<Fault>;
    const firing = { fault: rule.fault, row, random: createRandom(seedOf(rule)) };
    const compiled = { matches: compileMatch(rule.match ?? {}), hits: compileWhen(rule.when ?? "always") };
    this.#entries = [...this.#entries, { id, rule, ...compiled, firing, matched: 0, fired: 0 }];
    return id;
  }

  /** Removes a rule. Returns false if no rule has this id. */
  remove(id: number): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    return this.#entries.length < before;
  }

  /** Removes every rule and makes revoked tokens valid again. */
  clear(): void {
    this.#entries = [];
    this.#revoked = new Set();
  }

  list(): readonly FaultReport[] {
    return this.#entries.map(({ id, rule, matched, fired }) => ({ id, rule, matched, fired }));
  }

  /** Whether there are no rules, which is the fast path. */
  get empty(): boolean {
    return this.#entries.length === 0;
  }

  /** The faults that hit this request; counts it. */
  fire(request: Matched): readonly Firing[] {
    const matching = this.#entries.filter((entry) => entry.matches(request));
    const firing = matching.filter((entry) => entry.hits(++entry.matched));
    for (const entry of firing) entry.fired++;
    return firing.length === 0 ? none : firing.map((entry) => entry.firing);
  }

  revokeToken(name: string): void {
    this.#revoked.add(name);
  }

  isRevoked(name: string): boolean {
    return this.#revoked.size > 0 && this.#revoked.has(name);
  }
}

function seedOf({ when }: FaultRule): number {
  return typeof when === "object" && "probability" in when ? (when.seed ?? 1) : 1;
}
