import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { deadLinks } from "../../scripts/site/dead-links.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const site = `${root}dist/site/`;

// `npx -y pnpm@12 site`, which fails on a dead link by itself.
beforeAll(() => {
  execFileSync(process.execPath, ["scripts/site.ts"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}, 600_000);

test("the site has every page of docs, and no dead link", () => {
  for (const page of globSync("*.md", { cwd: `${root}docs` }))
    expect(existsSync(`${site}${page === "README.md" ? "index" : page.replace(".md", "")}.html`), page).toBe(true);
  expect(deadLinks(site)).toEqual([]);
});

test("the site can be searched without a service: the index has the words of the pages", () => {
  const index = globSync("assets/chunks/*ocalSearchIndex*.js", { cwd: site }).map((file) =>
    readFileSync(site + file, "utf8"),
  );
  // Flags and codes are searched word by word.
  for (const word of ["exitcode", "problems.html#token-missing", "unmanaged"])
    expect(index.join("").includes(word), word).toBe(true);
});

test("the site is static files, and loads nothing from elsewhere", () => {
  for (const page of globSync("**/*.html", { cwd: site })) {
    const loaded = [
      ...readFileSync(site + page, "utf8").matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"/g),
    ];
    expect(loaded.map(([, address = ""]) => address).filter((address) => /^(https?:)?\/\//.test(address))).toEqual([]);
  }
});
