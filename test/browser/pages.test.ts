import { afterAll, beforeAll, describe } from "vitest";
import { hasBrowser, openPages, type Pages } from "./browser.ts";
import { emulatorPage } from "./emulator-page.ts";
import { reportPage } from "./report-page.ts";

// One browser for both pages, because its start is slow.
describe.skipIf(!hasBrowser)("pages in a browser", () => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await openPages();
  }, 60_000);
  afterAll(() => pages[Symbol.asyncDispose]());

  reportPage(() => pages);
  emulatorPage(() => pages);
});
