import { generateSeed, type Seed } from "@skyvia-schedules/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlace, type Place } from "../cli/place.ts";
import { checkLooks, type Pages, type Watched } from "./browser.ts";

const hostileName = `<img src=x onerror="document.title='taken'"> & "quotes"`;
const { workspaces } = generateSeed(12);
const seed: Seed = {
  workspaces: [
    ...workspaces.map((one) => ({
      ...one,
      integrations: [
        { id: 1, name: "Weekly invoices: QuickBooks to MySQL", type: "replication", schedule: "enabled" as const },
        { id: 2, name: "x".repeat(120) },
        { id: 3, name: hostileName, type: "import", schedule: "disabled" as const },
        { id: 4, name: "夜間注文のレプリケーション 🌙 本番環境から倉庫へ毎晩二時に", type: "dataflow" },
        { id: 5, name: null },
        ...(one.integrations ?? []),
      ],
    })),
    { id: 2, name: "Empty" },
    { id: 3, name: "A workspace with a name that is longer than any screen of a phone is wide: ".repeat(3) },
  ],
};
const config = `version: 1
workspaces:
  - id: 1
    integrations:
      - { id: 1, schedule: enabled }
      - { id: 3, schedule: disabled }
`;

/** The tests of the emulator's page. */
export const emulatorPage = (pages: () => Pages): unknown =>
  describe("the emulator's page in a browser", () => {
    let place: Place;

    beforeAll(async () => {
      place = await openPlace({ seed });
      place.write("skyvia.yaml", config);
      place.emulator.world.run(1, 1);
      await place.run(["plan"]);
    }, 60_000);
    afterAll(() => place[Symbol.asyncDispose]());

    async function open(path: string): Promise<Watched> {
      const watched = await pages().open(place.emulator.url + path);
      await watched.page.waitForSelector("#status:text('Live')");
      return watched;
    }

    /** What `plan` says about integration 1 or 3. */
    const planned = async (): Promise<readonly string[]> => {
      const { stdout } = await place.run(["plan", "--format", "json"]);
      const { changes } = JSON.parse(stdout) as { changes: readonly { integrationId: number; action: string }[] };
      return changes.map(({ integrationId, action }) => `${action} ${integrationId}`);
    };

    test("a click on a switch: the switch shows it, and `plan` sees drift; a second click switches it back", async () => {
      await using watched = await open("/?filter=weekly%20inv");
      const { page } = watched;
      expect(await planned()).toEqual([]);
      await page.click("[role=switch]");
      await page.waitForSelector("[role=switch][aria-checked=false]:text('disabled')");
      expect(await planned()).toEqual(["enable 1"]);
      await page.click("[role=switch]");
      await page.waitForSelector("[role=switch][aria-checked=true]:text('enabled')");
      expect(await planned()).toEqual([]);
      expect(watched.faults).toEqual([]);
    });

    test("by keyboard alone: filter, switch, run, cancel; the focus stays where it was", async () => {
      await using watched = await open("/");
      const { page } = watched;
      const focused = async (): Promise<unknown> =>
        page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.id");
      const tabs = async (count: number): Promise<unknown> => {
        for (let i = 0; i < count; i++) await page.keyboard.press("Tab");
        return focused();
      };
      expect(await tabs(1)).toBe("workspace");
      expect(await tabs(1)).toBe("Filter by name or id");
      await page.keyboard.type("onerror");
      await page.waitForSelector("#integrations tr:only-child");
      expect(await tabs(2)).toBe(`Schedule of ${hostileName}`);
      await page.keyboard.press("Space");
      await page.waitForSelector("[role=switch][aria-checked=true]");
      expect([await focused(), await planned()]).toEqual([`Schedule of ${hostileName}`, ["disable 3"]]);
      await page.keyboard.press("Enter");
      await page.waitForSelector("[role=switch][aria-checked=false]");
      expect(await planned()).toEqual([]);
      expect(await tabs(1)).toBe(`Run ${hostileName}`);
      await page.keyboard.press("Enter");
      const cancel = page.getByRole("button", { name: `Cancel the run of ${hostileName}` });
      await cancel.waitFor();
      await cancel.focus();
      await page.keyboard.press("Enter");
      await cancel.waitFor({ state: "detached" });
      expect(watched.faults).toEqual([]);
    });

    test("what can be switched is announced as a switch with a state, and rows are in a table with headings", async () => {
      await using watched = await open("/?filter=weekly%20inv");
      const { page } = watched;
      expect(await page.getByRole("switch", { name: "Schedule of Weekly invoices", checked: true }).count()).toBe(1);
      expect(
        await page
          .getByRole("region", { name: /^Integrations/ })
          .getByRole("columnheader")
          .allTextContents(),
      ).toEqual(["Id", "Name", "Type", "Schedule", "Run"]);
      expect(await page.getByRole("main").count()).toBe(1);
      expect(await page.getByRole("heading", { level: 1 }).allTextContents()).toEqual(["Skyvia emulator"]);
    });

    test("no request leaves the page, nothing is refused, and no name becomes markup", async () => {
      await using watched = await open("/?filter=onerror");
      const { page, requests, faults } = watched;
      await page.waitForSelector("#integrations tr:only-child");
      expect(await page.textContent("#integrations td:nth-child(2) span")).toBe(hostileName);
      expect([await page.locator("#integrations img").count(), await page.title()]).toEqual([0, "Skyvia emulator"]);
      expect(requests.length).toBeGreaterThan(5);
      expect(requests.filter((url) => !url.startsWith(`${place.emulator.url}/`) && url !== "data:,")).toEqual([]);
      expect(faults).toEqual([]);
    });

    test("the filter is in the address: for a reload, for a link, with the workspace, whatever it is", async () => {
      await using watched = await open("/");
      const { page } = watched;
      const query = "50% & #1 + ü?";
      await page.fill("#filter", query);
      await page.waitForSelector("#no-integrations:not([hidden])");
      expect(new URL(page.url()).searchParams.get("filter")).toBe(query);
      await page.reload();
      await page.waitForSelector("#no-integrations:not([hidden])");
      expect(await page.inputValue("#filter")).toBe(query);
      expect(await page.textContent("#no-integrations")).toContain(`No integration matches “${query}”`);
      await page.fill("#filter", "");
      await page.waitForSelector("#no-integrations", { state: "hidden" });
      expect(new URL(page.url()).search).toBe("?workspace=1");
      await page.selectOption("#workspace", "2");
      await page.waitForSelector("#no-integrations:text('This workspace has no integrations.')");
      expect(new URL(page.url()).search).toBe("?workspace=2");
      await page.goto(`${place.emulator.url}/?workspace=1&filter=weekly%20inv`);
      await page.waitForSelector("#integrations tr:only-child");
      expect(await page.textContent("#counts")).toBe("1 shown of 1 matching, 17 in all");
      await page.goto(`${place.emulator.url}/?workspace=99&filter=%E0%A4%A`);
      await page.waitForSelector("#status:text('Live')");
      expect([await page.inputValue("#workspace"), watched.faults]).toEqual(["1", []]);
    });

    test("an emulator that has ended is reported on the page", async () => {
      await using other = await openPlace({ seed });
      await using watched = await pages().open(other.emulator.url);
      await watched.page.waitForSelector("#status:text('Live')");
      await other.emulator.close();
      await watched.page.waitForSelector("#status.bad:text('The emulator does not answer. Start it again.')");
    });

    test("on a phone and a desk, light and dark: fits, names break between words, no rule of accessibility is broken", async () => {
      place.emulator.clearRequests(); // few rows show the same as many, and are checked faster
      await planned();
      await using watched = await open("/");
      const { page } = watched;
      await page.waitForSelector("#requests tr");
      await checkLooks(watched, "emulator", async (width) => {
        const right = await page.$$eval("button, select, input", (all) =>
          all.map((one) => one.getBoundingClientRect().right),
        );
        expect(right.length).toBeGreaterThan(20);
        expect(Math.max(...right)).toBeLessThanOrEqual(width);
        const lines = await page.$eval("#integrations td:nth-child(2) span", (name) => name.getClientRects().length);
        expect(lines, "lines of a name of five words").toBeLessThanOrEqual(5);
      });
      await page.fill("#filter", "no such name");
      await page.waitForSelector("#no-integrations:not([hidden])");
      await checkLooks(watched, "emulator-nothing-found");
    });
  });
