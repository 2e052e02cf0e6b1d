import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

/** A workspace of 40 enabled integrations and five that are off; the file asks for the 40 to be enabled. */
async function openLarge(scheduledMeans: "active" | "defined" = "active"): Promise<Place> {
  const integrations = Array.from({ length: 45 }, (_, n) => ({
    id: 101 + n,
    name: n < 40 ? `Job ${n}` : `Old ${n}`,
    schedule: n < 40 ? ("enabled" as const) : ("disabled" as const),
  }));
  const place = await openPlace({
    seed: { scheduledMeans, workspaces: [{ id: 7, name: "Production", integrations }] },
  });
  place.write(
    "skyvia.yaml",
    'version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - match: "Job *"\n        schedule: enabled\n',
  );
  return place;
}

describe.concurrent("--light", () => {
  test.for(["plan", "status", "drift"])("%s shows its counts, in text and in JSON", async (verb, { expect }) => {
    await using place = await openLarge();
    place.emulator.clearRequests();
    const { summary } = printed(await place.run([verb, "--light", "--format", "json"]));
    expect(summary["light"]).toEqual({ believed: 30, proofs: 3, sampled: 10 });
    expect(place.emulator.requests()).toHaveLength(1 + 3 + 10);
    const { stdout } = await place.run([verb, "--light"]);
    expect(stdout).toContain("\nlight: 30 schedules enabled as the listing says (3 proofs, 10 read as a sample)\n");
    expect(printed(await place.run([verb, "--format", "json"])).summary, "a full one says nothing").not.toHaveProperty(
      "light",
    );
  });

  test("reads every schedule if the listing has another meaning, and says so", async ({ expect }) => {
    await using place = await openLarge("defined");
    expect(seen(await place.run(["plan", "--light"]))).toMatchInlineSnapshot(`
      "Workspace 7  40 managed, 5 unmanaged

      light: the listing was not relied on (0 proofs), so every schedule was read

      Plan: nothing to change, 40 unchanged, 0 skipped, 0 problems, 5 unmanaged.
      "
    `);
  });

  test("the Markdown of a report shows them too", async ({ expect }) => {
    await using place = await openLarge();
    const { stdout } = await place.run(["plan", "--light", "--format", "markdown"]);
    expect(stdout).toContain("Light sweep: 30 schedules enabled as the listing says");
  });

  test("a plan that was saved from a light sweep is read again before it is applied", async ({ expect }) => {
    await using place = await openLarge();
    place.emulator.world.disable(7, 101);
    await place.run(["plan", "--light", "--out", "plan.json"]);
    place.emulator.world.enable(7, 101);
    const { stderr, code } = await place.run(["apply", "plan.json", "--yes"]);
    expect([code, stderr]).toEqual([0, expect.anything()]);
    expect(place.writes()).toEqual([]);
  });

  test("apply --light is 5: a schedule is always read before it is written", async ({ expect }) => {
    await using place = await openLarge();
    place.emulator.clearRequests();
    const { code, stderr } = await place.run(["apply", "--light", "--yes"]);
    expect([code, place.emulator.requests()]).toEqual([5, []]);
    expect(stderr).toContain("only plan, drift and status have it");
  });
});
