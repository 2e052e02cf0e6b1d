import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { control, get, running, small } from "./running.ts";

const page = async (name: string): Promise<string> => readFile(new URL(`../page/${name}`, import.meta.url), "utf8");

test.each([
  ["/", "text/html; charset=utf-8", "index.html"],
  ["/page.css", "text/css; charset=utf-8", "page.css"],
  ["/page.js", "text/javascript; charset=utf-8", "page.js"],
])("%s is served under a policy that runs its own files only", async (path, type, name) => {
  const answer = await get(await running(), path, { token: null });
  expect([answer.status, answer.headers["content-type"], answer.text]).toEqual([200, type, await page(name)]);
  const policy = String(answer.headers["content-security-policy"]);
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(part);
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(answer.headers["x-content-type-options"]).toBe("nosniff");
});

test("the document has no script or style of its own, which the policy would refuse", async () => {
  const html = await page("index.html");
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/page.js">']);
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
});

test("the script never makes markup of a text", async () => {
  const script = await page("page.js");
  const sinks =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|srcdoc|\beval\b|new Function|\.(?:href|src)\b/;
  expect(script).not.toMatch(sinks);
  expect(script).toMatch(/textContent/);
});

test("every control has a name, and every element the script looks for is there", async () => {
  const [html, script] = [await page("index.html"), await page("page.js")];
  for (const [, id] of script.matchAll(/find\("([\w-]+)"\)/g)) expect(html).toContain(`id="${id}"`);
  for (const [input] of html.matchAll(/<input[^>]*>/g)) expect(input).toMatch(/aria-label="[^"]+"/);
  expect(html).toMatch(/<label\s*>Workspace\s*<select/);
});

test("hostile names arrive as JSON, whole", async () => {
  const name = "</script><img src=x onerror=alert(1)>\u202e\u0000\n";
  const emulator = await running({ seed: { workspaces: [{ id: 1, name, integrations: [{ id: 1, name }] }] } });
  for (const path of ["workspaces", "integrations?workspace=1&take=200"]) {
    const answer = await control(emulator, "GET", path);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(JSON.stringify(answer.json)).toContain(JSON.stringify(name).slice(1, -1));
  }
});

test("the page needs no token, and its routes do not reveal one", async () => {
  const emulator = await running({ seed: { ...small, tokens: { secret: { value: "do-not-tell" } } } });
  for (const path of [
    "/",
    "/page.js",
    "/openapi.json",
    "/_emulator/workspaces",
    "/_emulator/integrations?workspace=1",
    "/_emulator/requests",
  ]) {
    const answer = await get(emulator, path, { token: null });
    expect([path, answer.status]).toEqual([path, 200]);
    expect(answer.text).not.toContain("do-not-tell");
  }
});
