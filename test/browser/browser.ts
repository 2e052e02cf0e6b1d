import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import axe, { type AxeResults } from "axe-core";
import { chromium, type BrowserContextOptions, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/browser/find-browser.ts";

const executablePath: string | null = findBrowser();

/** Whether there is a browser. If there is none, the tests of pages are skipped, and this says so. */
export const hasBrowser: boolean = executablePath !== null;
if (!hasBrowser) {
  process.stderr.write(
    "skipped: pages in a browser (no Chromium in /usr/bin; `npx -y pnpm@12 browser` installs one)\n",
  );
}

/** How a page is shown. By default 1280 pixels wide and light, with scripts, and with its own policy. */
export interface Look {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly bypassCSP?: boolean;
  readonly javaScriptEnabled?: boolean;
}

/** A page, with every request that it has sent and everything that went wrong on it. */
export interface Watched extends AsyncDisposable {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly faults: readonly string[];
}

/** A browser with one page of each kind, which the tests use one after the other: to make a page takes a process. */
export interface Pages extends AsyncDisposable {
  open(url: string, look?: Look): Promise<Watched>;
}

/** Starts a headless Chromium that sends no requests by itself. */
export async function openPages(): Promise<Pages> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath: executablePath ?? "", args });
  const pages = new Map<string, Page>();
  const pageOf = async (options: BrowserContextOptions): Promise<Page> => {
    const kind = JSON.stringify(options);
    const page = pages.get(kind) ?? (await browser.newPage(options));
    pages.set(kind, page);
    return page;
  };
  return {
    open: async (url, { width = 1280, colorScheme = "light", ...options } = {}) => {
      const page = await pageOf(options);
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ media: null, colorScheme });
      return watch(page, url);
    },
    [Symbol.asyncDispose]: async () => browser.close(),
  };
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

/** The sizes and colour schemes in which a page must look right: a phone and a desk, light and dark. */
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

/** With SKYVIA_PICTURES=1, keeps a picture of the whole page in test/browser/pictures, for people to look at. */
export async function keepPicture({ page }: Watched, name: string): Promise<void> {
  if (process.env["SKYVIA_PICTURES"] !== "1") return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
}
