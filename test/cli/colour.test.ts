import { describe, test } from "vitest";
import { openPlace } from "./place.ts";

const both = { NO_COLOR: "1", FORCE_COLOR: "1" };

describe.concurrent("NO_COLOR beside FORCE_COLOR", () => {
  test.for([["validate", "-f", "nope"], ["version"], ["help"], ["plan"]])(
    "wins, and Node.js warns about nothing: %s",
    async (args, { expect }) => {
      await using place = await openPlace();
      const ended = await place.runBinary(args, { env: both });
      const plain = await place.run(args, { env: { NO_COLOR: "1" } });
      expect(ended).toEqual(plain);
      expect(`${ended.stdout}${ended.stderr}`).not.toMatch(/Warning|\u001b/);
    },
  );
});
