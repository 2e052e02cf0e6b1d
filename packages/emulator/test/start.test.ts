import { expect, test } from "vitest";
import { startEmulator } from "../src/index.ts";
import { running } from "./running.ts";

test.each([
  [
    "a port that is in use",
    async () => ({ port: Number(new URL((await running()).url).port) }),
    "another program uses it (EADDRINUSE)",
  ],
  ["a port beyond the last one", () => ({ port: 70_000 }), "it is not a port (ERR_SOCKET_BAD_PORT)"],
  ["a port below 0", () => ({ port: -1 }), "it is not a port (ERR_SOCKET_BAD_PORT)"],
  ["an address of another machine", () => ({ host: "203.0.113.1" }), "this machine does not have that address"],
])("%s stops the start with a reason and a next step", async (_, options, reason) => {
  const failed = startEmulator(await options());
  await expect(failed).rejects.toThrow(reason);
  await expect(failed).rejects.toMatchObject({ code: "port-unavailable", next: expect.stringMatching(/port|host/) });
});
