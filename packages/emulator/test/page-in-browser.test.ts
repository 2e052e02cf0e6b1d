import { existsSync } from "node:fs";
import axe, { type AxeResults } from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, generateSeed, type Seed, startEmulator } from "../src/index.ts";

const places = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = places.find((path) => path !== undefined && existsSync(path));
const reason = "no Chromium in /usr/bin, and CHROMIUM does not name one";
if (executablePath === undefined) process.stderr.write(`skipped: the emulator's page in a browser (${reason})\n`);

const longName = "x".repeat(120);
const { workspaces } = generateSeed(12);
const seed: Seed = {
  workspaces: [
    ...workspaces.map((one) => ({
      ...one,
      integrations: [
        { id: 1, name: "Weekly invoices: QuickBooks to MySQL", type: "replication", schedule: "enabled" as const },
        { id: 2, name: longName },
        ...(one.integrations ?? []),
      ],
    })),
    { id: 2, name: "Empty" },
  ],
};

describe.skipIf(executablePath === undefined)("the page in a browser", () => {
  let emulator: Emulator;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    emulator = await startEmulator({ seed });
    emulator.world.run(1, 1);
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    browser = await chromium.launch({ executablePath: executablePath ?? "", args });
    // The checker of accessibility is a script of its own, which the page's policy would refuse.
    page = await (await browser.newContext({ bypassCSP: true })).newPage();
    page.on("pageerror", (error) => problems.push(String(error)));
  });
  afterAll(async () => {
    await browser.close();
    await emulator.close();
    expect(problems).toEqual([]);
  });

  async function open(path: string, width = 1280): Promise<void> {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(emulator.url + path);
    await page.waitForSelector("#status:text('Live')");
  }

  test.each([390, 800, 1280])(
    "%i pixels wide: every button is on the screen, and a name breaks between words",
    async (width) => {
      await open("/", width);
      const right = await page.$$eval("#integrations button", (all) =>
        all.map((one) => one.getBoundingClientRect().right),
      );
      expect(right.length).toBeGreaterThan(20);
      expect(Math.max(...right)).toBeLessThanOrEqual(width);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      const lines = await page.$eval("#integrations td:nth-child(2) span", (name) => name.getClientRects().length);
      expect(lines, "lines of a name of five words").toBeLessThanOrEqual(5);
    },
  );

  test("no rule of accessibility is broken, landmarks are unique", async () => {
    for (const width of [390, 1280]) {
      await open("/", width);
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>("axe.run()");
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });

  test("a filter without a match says so, and is in the address for a reload", async () => {
    await open("/");
    await page.fill("#filter", "no such name");
    await page.waitForSelector("#no-integrations:not([hidden])");
    expect(await page.textContent("#no-integrations")).toContain("No integration matches “no such name”");
    expect(new URL(page.url()).searchParams.get("filter")).toBe("no such name");
    await page.reload();
    await page.waitForSelector("#no-integrations:not([hidden])");
    expect(await page.inputValue("#filter")).toBe("no such name");
  });

  test("an address with a workspace and a filter shows them", async () => {
    await open("/?workspace=1&filter=weekly%20inv");
    await page.waitForFunction("document.querySelectorAll('#integrations tr').length === 1");
    expect(await page.textContent("#counts")).toBe("1 shown of 1 matching, 14 in all");
    await open("/?workspace=2");
    expect(await page.textContent("#no-integrations")).toBe("This workspace has no integrations.");
    expect(await page.inputValue("#workspace")).toBe("2");
  });

  test("a click on a switch changes the schedule, and a click on Run starts a run", async () => {
    await open("/?filter=weekly%20inv");
    await page.click("[role=switch]");
    await page.waitForSelector("[role=switch][aria-checked=false]");
    expect(emulator.world.schedule(1, 1)).toBe("disabled");
    await page.click("text=Run >> nth=-1");
    await page.waitForSelector("#executions li");
    expect(await page.textContent("#executions li")).toMatch(/Weekly invoices: QuickBooks to MySQL(Queued|Running)/);
  });
});
