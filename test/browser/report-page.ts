import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClock } from "@skyvia-schedules/emulator";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPlace, type Place } from "../cli/place.ts";
import { checkLooks, type Pages } from "./browser.ts";
import { config, hostileShown, now, seed } from "./report-world.ts";

/** The tests of the report, and of the page of a calendar. */
export const reportPage = (pages: () => Pages): unknown =>
  describe("the report in a browser", () => {
    let place: Place;
    let url = "";

    beforeAll(async () => {
      place = await openPlace({ seed, clock: createClock(() => Date.parse(now)) });
      place.write("skyvia.yaml", config);
      await place.run(["report", "--out", "report.html"], { now: () => Date.parse(now) });
      await place.run(["calendar", "--out", "calendar.html"], { now: () => Date.parse(now) });
      url = pathToFileURL(join(place.folder, "report.html")).href;
    }, 60_000);
    afterAll(() => place[Symbol.asyncDispose]());

    const shownIds = async (page: Page): Promise<readonly string[]> =>
      page.locator("tbody tr[role=row] td.id:visible").allTextContents();
    const rowText = async (page: Page, id: number): Promise<string> => {
      const row = page.locator("section.workspace tbody tr").filter({ has: page.locator(`td.id:text-is("${id}")`) });
      return (await row.locator("td").allTextContents()).join(" | ");
    };
    const count = async (page: Page): Promise<string | null> => page.textContent("[role=status]");

    test("each workspace has a table with state, drift, hold, owner, runs and hygiene", async () => {
      await using watched = await pages().open(url);
      const { page } = watched;
      expect(await page.locator("h1").allTextContents()).toEqual(["Skyvia schedules"]);
      expect(await page.locator("main").count()).toBe(1);
      expect((await page.textContent("header p"))?.replace(/ \d+\.\d+\.\d+$/, "")).toBe(
        `Made at 2026-11-26 12:00 UTC from ${place.emulator.url} by skyvia-schedules`,
      );
      expect(await page.locator("section.workspace h2").allTextContents()).toEqual([
        "Workspace 123 Production",
        "Workspace 200 Warehouse",
      ]);
      expect(await page.locator("table.schedules").count()).toBe(2);
      expect(await shownIds(page)).toEqual(["456", "457", "458", "777", "801", "802", "999", "1", "2"]);
      expect(await rowText(page, 456)).toBe(
        "456 | Nightly orders finance critical | enabled | desired disabled not applied yet, or switched outside | hold INC-4711: duplicate invoices, until 2026-12-01 06:00, ana | ana | ok 02:00 | ",
      );
      expect(await rowText(page, 457)).toContain("failed 02:00 | failing since 2026-11-23");
      expect(await rowText(page, 458)).toContain(
        "desired disabled not applied yet, or switched outside |  | marketing | no run | never ran since 2026-01-05",
      );
      expect(await rowText(page, 777)).toContain(
        "desired enabled observed |  | ana | ok 1 Jun | disabled for long since 2026-06-01",
      );
      expect(await rowText(page, 801)).toBe(
        `801 | ${hostileShown} | disabled or undefined | as desired |  |  | no run | without an owner`,
      );
      expect(await rowText(page, 999)).toBe(
        "999 | name not read | not there | problem integration 999 does not exist in workspace 123 |  | ana |  | ",
      );
      expect(await page.textContent("#workspace-123 .counts")).toContain(
        "6 managed (1 observed) · 4 enabled · 4 differ · 1 with a problem",
      );
      expect(await page.locator("svg.runs").first().getAttribute("aria-label")).toBe("10 runs, 1 failed");
      expect(await page.textContent(".problems")).toContain("integration 999 does not exist in workspace 123");
      expect(await page.textContent("#workspace-123 .counts")).toContain("1 unmanaged");
      expect(await page.locator("#workspace-123 svg.calendar").count()).toBe(1);
      expect(await page.textContent("#workspace-200 .occurrences")).toContain("freeze night: off, 14 times");
    });

    test("no request leaves the page, nothing is refused, and no text becomes markup", async () => {
      await using watched = await pages().open(url);
      await watched.page.fill("input[type=search]", "<img");
      expect(await shownIds(watched.page)).toEqual(["801"]);
      expect([watched.requests, watched.faults]).toEqual([[url], []]);
      expect(await watched.page.title()).toBe("Skyvia schedules, 2026-11-26 12:00 UTC");
      expect(await watched.page.locator("img").count()).toBe(0);
    });

    const searches: readonly (readonly [query: string, ids: readonly string[]])[] = [
      ["456", ["456"]],
      ["nightly ORDERS", ["456"]],
      ["orders", ["456", "802"]],
      ["data-platform", ["457"]],
      ["critical", ["456"]],
      ["finance enabled", ["456", "457"]],
      ["disabled", ["777", "801", "2"]],
      ["  bob  ", ["1", "2"]],
      ["INC-4711", []],
      ["no such thing", []],
    ];

    test("search by id, name, owner, tag and state; every word must match", async () => {
      await using watched = await pages().open(url);
      const { page } = watched;
      for (const [query, ids] of searches) {
        await page.fill("input[type=search]", query);
        expect([query, await shownIds(page)]).toEqual([query, ids]);
        expect(await count(page)).toBe(`${ids.length} of 9 schedules`);
        expect(await page.evaluate("decodeURIComponent(location.hash)")).toBe(`#q=${query.trim()}`);
      }
      await page.fill("input[type=search]", "bob");
      await page.reload();
      expect(await shownIds(page)).toEqual(["1", "2"]);
      expect(watched.faults).toEqual([]);
    });

    test("the address contains the query, whatever it is, and no trace of an empty one", async () => {
      const query = "50% & #1 + ü?";
      await using watched = await pages().open(`${url}#q=${encodeURIComponent(query)}`);
      const { page } = watched;
      expect(await page.inputValue("input[type=search]")).toBe(query);
      await page.evaluate("location.hash = '#q=bob'");
      await page.waitForSelector("[role=status]:text-is('2 of 9 schedules')");
      await page.fill("input[type=search]", "");
      expect([await count(page), page.url()]).toEqual(["9 schedules", url]);
      await page.goto(`${url}#q=%E0%A4%A`);
      expect(watched.faults).toEqual([]);
    });

    test("by keyboard alone: search, clear, sort, and open what is closed", async () => {
      await using watched = await pages().open(url);
      const { page } = watched;
      await page.keyboard.press("Tab");
      await page.keyboard.type("production");
      expect(await count(page)).toBe("0 of 9 schedules");
      await page.keyboard.press("Escape");
      expect(await count(page)).toBe("9 schedules");
      await page.locator("#workspace-123 th.name button").focus();
      const sorted = async (): Promise<readonly (string | null)[]> => {
        await page.keyboard.press("Enter");
        const ids = await page.locator("#workspace-123 tbody tr[role=row] td.id").allTextContents();
        return [await page.getAttribute("#workspace-123 th.name", "aria-sort"), ids[0] ?? null, ids.at(-1) ?? null];
      };
      expect(await sorted()).toEqual(["ascending", "801", "802"]);
      expect(await sorted()).toEqual(["descending", "802", "801"]);
      expect(await page.locator("th[aria-sort=descending]").count()).toBe(1);
      await page.locator("#workspace-123 summary").last().focus();
      await page.keyboard.press("Enter");
      expect(await page.isVisible("text=900 Somebody's own")).toBe(true);
    });

    test("a click on a heading sorts by it; what is empty comes last", async () => {
      await using watched = await pages().open(url);
      for (const [key, ids] of [
        ["last", ["777", "456", "457", "802", "458", "801", "999"]],
        ["care", ["777", "457", "458", "801", "456", "802", "999"]],
        ["id", ["456", "457", "458", "777", "801", "802", "999"]],
      ] as const) {
        await watched.page.click(`#workspace-123 th.${key} button`);
        const sorted = await watched.page.locator("#workspace-123 tbody tr[role=row] td.id").allTextContents();
        expect([key, sorted]).toEqual([key, ids]);
      }
    });

    test("without a script every row is shown, and no control that would not work", async () => {
      await using watched = await pages().open(url, { javaScriptEnabled: false });
      expect(await shownIds(watched.page)).toHaveLength(9);
      expect(await watched.page.isVisible("input[type=search]")).toBe(false);
      expect(await watched.page.locator("th button:enabled").count()).toBe(0);
    });

    test("in print: white, no controls, all rows also while a search is on", async () => {
      await using watched = await pages().open(`${url}#q=bob`, { colorScheme: "dark" });
      const { page } = watched;
      expect(await shownIds(page)).toEqual(["1", "2"]);
      await page.emulateMedia({ media: "print" });
      expect(await shownIds(page)).toHaveLength(9);
      expect(await page.isVisible("input[type=search]")).toBe(false);
      expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
      await page.setViewportSize({ width: 720, height: 1000 }); // about the paper of A4
      const lines = await page.$$eval("#workspace-123 td.id, td.care time", (all) =>
        all.map((one) => [one.textContent, Math.round(one.getClientRects().length)]),
      );
      expect(lines.filter(([, rects]) => rects !== 1)).toEqual([]);
      const ids = await page.$$eval("#workspace-123 td.id", (all) =>
        all.map((one) => one.scrollWidth <= one.clientWidth),
      );
      expect(ids).not.toContain(false);
    });

    test("on a phone and a desk, light and dark: fits, and breaks no rule of accessibility", async () => {
      await using watched = await pages().open(url);
      await checkLooks(watched, "report");
    });

    test("the page of a calendar loads nothing, fits, and breaks no rule of accessibility either", async () => {
      const calendar = url.replace("report.html", "calendar.html");
      await using watched = await pages().open(calendar);
      expect([watched.requests, watched.faults]).toEqual([[calendar], []]);
      await checkLooks(watched, "calendar");
    });
  });
