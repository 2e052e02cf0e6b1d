import type { LightCounts, LiveSchedule } from "../model/live-state.ts";
import type { LiveIntegration } from "../model/schedule-api.ts";
import type { ScheduleReads } from "./reader.ts";

/** How the listing is tested. */
export interface Believing {
  /** From 0 up to 1. It draws the sample and the order in which proofs are looked for. */
  readonly random: () => number;
}

/** The counts of a light sweep, and whether its reads agree with the listing. */
export interface LightSweep extends LightCounts {
  /** Whether a read of this run did not agree with the listing, so that everything was read. */
  readonly contradicted: boolean;
}

/** A workspace whose listing was read. */
export interface OpenWorkspace {
  readonly listing: ReadonlyMap<number, LiveIntegration>;
  /** Integrations that are to be enabled, that are listed as scheduled, and that were not read. */
  readonly likely: readonly number[];
  readonly reads: ScheduleReads;
}

/** How many proofs are enough. */
const enoughProofs = 3;

/** How many schedules are read at most only to find proofs. */
const mostExtraReads = 20;

/** The size of the sample: one of this many, and a least number. */
const oneOf = 100;
const leastSample = 10;

/** One integration of one workspace. */
interface Item {
  readonly reads: ScheduleReads;
  readonly id: number;
}

/**
 * Decides what the word `scheduled` of the listings means, which the vendor does not define: that a schedule is active, or that it is defined. A schedule that
 * is defined, not active, and not listed as scheduled proves that it means "active". With three such proofs and no contradiction, the schedules that are left
 * open count as enabled, except for a sample that is read. Otherwise all of them are read.
 */
export async function believeListing(workspaces: readonly OpenWorkspace[], { random }: Believing): Promise<LightSweep> {
  const likely = workspaces.flatMap(({ likely: ids, reads }) => ids.map((id): Item => ({ reads, id })));
  const size = Math.min(likely.length, Math.max(leastSample, Math.ceil(likely.length / oneOf)));
  const [sample, rest] = draw(likely, size, random);
  start(sample);
  const evidence = rest.length === 0 ? await judge(workspaces) : await findProofs(workspaces, random);
  const isProved = evidence.proofs >= enoughProofs && !evidence.contradicted;
  if (isProved) for (const { reads, id } of rest) reads.believe(id);
  else start(rest);
  const found = isProved ? evidence : await judge(workspaces);
  return { ...found, believed: isProved ? rest.length : 0, sampled: size };
}

/** The evidence of this run's reads about the listings. */
type Evidence = Pick<LightSweep, "proofs" | "contradicted">;

/** Reads more schedules, as long as proofs are missing and nothing contradicts the listing. */
async function findProofs(workspaces: readonly OpenWorkspace[], random: () => number): Promise<Evidence> {
  let evidence = await judge(workspaces);
  let left = mostExtraReads;
  let candidates = await spareOnes(workspaces);
  while (evidence.proofs < enoughProofs && !evidence.contradicted) {
    const size = Math.min(enoughProofs - evidence.proofs, left, candidates.length);
    if (evidence.proofs + Math.min(left, candidates.length) < enoughProofs) break; // they cannot be enough
    const [next, others] = draw(candidates, size, random);
    start(next);
    candidates = others;
    left -= size;
    evidence = await judge(workspaces);
  }
  return evidence;
}

/** Integrations that were not read and that the listing says are not scheduled. */
async function spareOnes(workspaces: readonly OpenWorkspace[]): Promise<readonly Item[]> {
  const spare = workspaces.map(async ({ listing, reads }) => {
    const read = await reads.all();
    return [...listing.values()].flatMap(({ id, scheduled }) =>
      scheduled === false && !read.has(id) ? [{ reads, id }] : [],
    );
  });
  return (await Promise.all(spare)).flat();
}

function start(items: readonly Item[]): void {
  for (const { reads, id } of items) reads.start(id);
}

/** Waits for the reads that are under way, and compares all of them with the listings. */
async function judge(workspaces: readonly OpenWorkspace[]): Promise<Evidence> {
  let proofs = 0;
  let contradicted = false;
  for (const { listing, reads } of workspaces) {
    for (const [id, schedule] of await reads.all()) {
      const scheduled = listing.get(id)?.scheduled ?? null;
      if (isProof(scheduled, schedule)) proofs++;
      if (contradicts(scheduled, schedule)) contradicted = true;
    }
  }
  return { proofs, contradicted };
}

/** Defined, not active, and not listed as scheduled: the listing does not mean "defined". */
function isProof(scheduled: boolean | null, schedule: LiveSchedule): boolean {
  return scheduled === false && schedule.kind === "known" && schedule.state === "disabled";
}

/** Whether a listing that means "active" would have to say something else. */
function contradicts(scheduled: boolean | null, schedule: LiveSchedule): boolean {
  return scheduled !== null && schedule.kind === "known" && scheduled !== (schedule.state === "enabled");
}

/** Some items at random, and the others. */
function draw<T>(items: readonly T[], count: number, random: () => number): readonly [drawn: T[], rest: T[]] {
  const all = [...items];
  for (let index = 0; index < count; index++) {
    const other = index + Math.floor(random() * (all.length - index));
    [all[index], all[other]] = [all[other] as T, all[index] as T];
  }
  return [all.slice(0, count), all.slice(count)];
}
