const factor = Number(process.env["SKYVIA_LAWS_RUNS"] ?? "0.25");
if (!(factor > 0)) throw new Error("SKYVIA_LAWS_RUNS is a factor for the number of random cases, such as 0.25 or 10");

/** The number of random cases of a law: `usual`, times the factor in SKYVIA_LAWS_RUNS, or a quarter of it. At least one. */
export function runs(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.max(1, Math.round(usual * factor)) };
}
