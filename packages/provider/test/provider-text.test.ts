import { expect, test } from "vitest";
import { providerText } from "../src/provider-text.ts";

test("the text in every user's state is exactly as released", () => {
  expect(providerText).toBe('exports.handler=()=>require("@skyvia-schedules/pulumi/provider").provider');
});
