import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe, { type AxeResults } from "axe-core";
import { chromium, type Page } from "playwright-core";
import { expect } from "vitest";
import { findBrowser } from "../../scripts/browser/find-browser.ts";

const executablePath: string | null = findBrowser();

/** Whether there is a browser. If there is none, the tests of pages are skipped, and this says so. */
export const hasBrowser: boolean = executablePath !== null;
if (!hasBrowser) {
  process.stderr.write(
    "skipped: pages in a browser (no Chromium in /usr/bin; `npx -y pnpm@12 browser` installs one)\n",
  );
}

/** How a page is shown. By default 1280 pixels wide and light, with scripts. */
export interface Look {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly javaScriptEnabled?: boolean;
}

/** A page, with every request that it has sent and everything that went wrong on it. */
export interface Watched extends AsyncDisposable {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly faults: readonly string[];
}

/** A browser with one page, which the tests use one after the other: to make a page takes a process. */
export interface Pages extends AsyncDisposable {
  open(url: string, look?: Look): Promise<Watched>;
}

/**
 * Chromium's popups of suggestions are pages of their own, with a process for each window. The last list of features
 * wins: the others are those of Playwright's list that send requests or change navigation.
 */
const disabledFeatures = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PreloadTopChromeWebUI", "SpareRendererForSitePerProcess"],
  ...["AimEnabled", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch"],
  ...["HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "PaintHolding"],
];

/** Starts a headless Chromium that sends no requests by itself. */
export async function openPages(): Promise<Pages> {
  const features = `--disable-features=${disabledFeatures.join(",")}`;
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", features];
  const browser = await chromium.launch({ executablePath: executablePath ?? "", args });
  const page = await browser.newPage();
  const devTools = await page.context().newCDPSession(page);
  return {
    open: async (url, { javaScriptEnabled = true, ...look } = {}) => {
      await devTools.send("Emulation.setScriptExecutionDisabled", { value: !javaScriptEnabled });
      await show(page, look);
      return watch(page, url);
    },
    [Symbol.asyncDispose]: async () => browser.close(),
  };
}

/** Shows a page at a width and in a colour scheme. */
async function show(page: Page, { width = 1280, colorScheme = "light" }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ media: null, colorScheme });
}

/** Goes to an address. At the end the page is blank again. */
async function watch(page: Page, url: string): Promise<Watched> {
  const requests: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(url);
  const leave = async (): Promise<void> => {
    page.removeAllListeners();
    await page.goto("about:blank");
  };
  return { page, requests, faults, [Symbol.asyncDispose]: leave };
}

/**
 * Shows a page as on a phone and on a desk, light and dark. It must fit, and break no rule of accessibility. In the dark
 * only the rules about colours are checked, because nothing else differs there. `checkWidth` checks more at each width.
 */
export async function checkLooks(
  watched: Watched,
  name: string,
  checkWidth: (width: number) => Promise<void> = async () => {},
): Promise<void> {
  const { page } = watched;
  expect((await darkProperties(page)).filter((property) => !/^(--|color-scheme$)/.test(property))).toEqual([]);
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      const look = `${name}-${width}-${colorScheme}`;
      await show(page, { width, colorScheme });
      await keepPicture(watched, look);
      expect(await brokenRules(page, colorScheme === "dark" ? rulesOfColours : {}), look).toEqual([]);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBe(width);
    await checkWidth(width);
  }
}

/** The properties that the style sheets of a page set for the dark scheme alone. */
async function darkProperties(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate<readonly string[]>(`[...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.media?.mediaText.includes("dark"))
    .flatMap((rule) => [...rule.cssRules].flatMap(({ style }) => [...style]))`);
  expect(found.length).toBeGreaterThan(0);
  return found;
}

const rulesOfColours = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

/** The rules of accessibility that a page breaks, each with the first element that breaks it. */
async function brokenRules(page: Page, options: object): Promise<readonly string[]> {
  const all = JSON.stringify({ resultTypes: ["violations"], ...options });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${all})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const pictures = fileURLToPath(new URL("pictures/", import.meta.url));

/** With SKYVIA_PICTURES=1, keeps a picture of the whole page in test/browser/pictures, for people to look at. */
async function keepPicture({ page }: Watched, name: string): Promise<void> {
  if (process.env["SKYVIA_PICTURES"] !== "1") return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
}
