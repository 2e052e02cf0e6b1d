import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe, { type AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/browser/find-browser.ts";

const executablePath: string | null = findBrowser();

/** Whether there is a browser. Where there is none, the tests of pages are skipped, and this says so. */
export const hasBrowser: boolean = executablePath !== null;
if (!hasBrowser) {
  process.stderr.write(
    "skipped: pages in a browser (no Chromium in /usr/bin; `npx -y pnpm@12 browser` installs one)\n",
  );
}

/** Starts a headless Chromium that asks nobody for anything by itself. */
export async function openBrowser(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: executablePath ?? "", args });
}

/** A page, with every request that it has sent and everything that went wrong on it. */
export interface Watched extends AsyncDisposable {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly faults: readonly string[];
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(url);
  return { page, requests, faults, [Symbol.asyncDispose]: async () => context.close() };
}

/** The looks in which a page is to be good: a phone and a desk, light and dark. */
export const looks = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => [width, scheme] as const),
);

/**
 * The rules of accessibility that a page breaks, each with the first element that breaks it. The checker is a script of its
 * own, which the policy of the page would refuse: open the page with `bypassCSP`.
 */
export async function brokenRules({ page }: Pick<Watched, "page">): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const pictures = fileURLToPath(new URL("pictures/", import.meta.url));

/** Keeps a picture of the whole page in test/browser/pictures, for people to look at. */
export async function keepPicture({ page }: Watched, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
}
