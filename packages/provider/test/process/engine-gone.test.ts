import { expect, test } from "vitest";
import { openProcessStage } from "./stage.ts";

test("the process runs while its engine does, however long it gets no call; then it ends in the middle of a bulk write, and writes no more", async () => {
  const count = 400;
  const integrations = Array.from(
    { length: count },
    (_, index) => `{ id: ${index + 1}, name: n${index}, schedule: disabled }`,
  );
  await using stage = await openProcessStage({
    seedText: `workspaces: [{ id: 1, name: Large, integrations: [${integrations.join(", ")}] }]`,
  });
  await stage.provider.read("1/1", {}); // what is not configured has no engine to look at
  await stage.provider.looks(3);
  expect((await stage.provider.read("1/1", {}))?.props).toMatchObject({ state: "disabled" });

  stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 100 } });
  const schedules = Object.fromEntries(Array.from({ length: count }, (_, index) => [index + 1, "enabled"]));
  const creating = stage.provider.create({ workspaceId: 1, schedules }).catch((error: unknown) => error);
  while (!stage.emulator.requests().some(({ method }) => method === "POST"))
    await new Promise((resolve) => setTimeout(resolve, 10));
  await stage.provider.killEngine();
  expect(await stage.provider.exited).toBe(1);
  expect(await creating).toBeInstanceOf(Error);
  const written = stage.takeWrites();
  expect(written.length).toBeLessThan(count);
  expect(new Set(written).size).toBe(written.length);
});
