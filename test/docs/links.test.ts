import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { deadLinks } from "../../scripts/site/dead-links.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = globSync(["*.md", "docs/**/*.md", "packages/*/README.md", "examples/**/*.md"], {
  cwd: root,
  exclude: (name) => name === "node_modules",
});

/** The lines of a Markdown text that are not in fenced blocks. */
function prose(file: string): string {
  return readFileSync(join(root, file), "utf8").replaceAll(/^```[^]*?^```$/gm, "");
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(file: string): readonly string[] {
  return [...prose(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(pages)("every link of %s leads to a file, and to a heading that is there", (page) => {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
  for (const link of links.filter((one) => !/^[a-z]+:/.test(one))) {
    const [path = "", anchor = ""] = link.split("#");
    const file = path === "" ? page : posix.join(dirname(page), path);
    expect(existsSync(join(root, file)), `${link} of ${page}`).toBe(true);
    if (anchor !== "") expect(anchorsOf(file), `${link} of ${page}`).toContain(anchor);
  }
});

const listed = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/\(([\w-]+)(?:\.md|\/README\.md)\)/g)].map(
    ([, name = ""]) => name,
  );
const namesIn = (folder: string): readonly string[] =>
  globSync("*.md", { cwd: join(root, folder) })
    .map((file) => file.replace(".md", ""))
    .filter((name) => name !== "README");

test("docs/README.md leads to every page, and docs/decisions/README.md to every decision", () => {
  expect(new Set(listed("docs/README.md"))).toEqual(new Set([...namesIn("docs"), "decisions"]));
  expect(new Set(listed("docs/decisions/README.md"))).toEqual(new Set(namesIn("docs/decisions")));
});

test("the menu of the site has every page", () => {
  const config = readFileSync(join(root, "site/.vitepress/config.ts"), "utf8");
  for (const name of namesIn("docs")) expect(config).toContain(`"${name}")`);
});

test("there is a page for each thing that a user looks for", () => {
  const asked =
    "quickstart yaml cli pulumi gitops operations reliability benchmarks emulator client problems architecture faq troubleshooting comparison";
  expect(namesIn("docs")).toEqual(expect.arrayContaining(asked.split(" ")));
});

describe("the build of the site fails on", () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  test.each([
    ["a page that is not there", '<a href="/gone.html">', "/gone.html"],
    ["a heading that is not there", '<a href="./other.html#gone">', "./other.html#gone"],
    ["a heading of its own page that is not there", '<a href="#gone">', "#gone"],
    ["a picture that is not there", '<img src="/gone.svg">', "/gone.svg"],
    ["a folder without an index", '<a href="/gone/">', "/gone/"],
  ])("%s", (_, html, link) => {
    expect(deadLinks(site({ "index.html": html, "other.html": '<h2 id="there">' }))).toEqual([
      { page: "index.html", link },
    ]);
  });

  test.each([
    ["a page", '<a href="/other.html">'],
    ["a heading", '<a href="other.html#there">'],
    ["a heading of its own page", '<h2 id="here"><a href="#here">'],
    ["the top", '<a href="/">'],
    ["a folder with an index", '<a href="/sub/#there">'],
    ["another site, which is not asked", '<a href="https://example.com/gone">'],
  ])("not on a link to %s", (_, html) => {
    const there = '<h2 id="there">';
    expect(deadLinks(site({ "index.html": html, "other.html": there, "sub/index.html": there }))).toEqual([]);
  });

  function site(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), "site-"));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    folders.push(folder);
    return folder;
  }
});
