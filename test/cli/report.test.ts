import { createHash } from "node:crypto";
import { chmodSync, linkSync, lstatSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { createClock } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { config, hostileShown, now, seed } from "../browser/report-world.ts";
import { expectClean, printed, seen } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";

const at: RunOptions = { now: () => Date.parse(now) };
const clean = config.replace(/.*id: 999.*\n/, "");

async function open(text: string = clean): Promise<Place> {
  const place = await openPlace({ seed, clock: createClock(() => Date.parse(now)) });
  place.write("skyvia.yaml", text);
  return place;
}

const report = async (place: Place, ...args: readonly string[]) => place.run(["report", ...args], at);

describe.concurrent("report --out", () => {
  test("writes the page and prints the counts of status", async ({ expect }) => {
    await using place = await open();
    const ended = await report(place, "--out", "report.html");
    const size = statSync(join(place.folder, "report.html")).size;
    expect(seen(ended)).toBe(
      `Wrote the report of 8 schedules to report.html (${Math.ceil(size / 1000)} kB).\nStatus: 4 as desired, 4 differ, 0 problems; 8 managed (1 observed), 1 unmanaged (coverage 89 %).\n`,
    );
  });

  test("in JSON: the file and its size, and the findings of status", async ({ expect }) => {
    await using place = await open();
    const { data, ...said } = printed(await report(place, "--out", "r.html", "--format", "json"));
    expect(data).toEqual({ file: "r.html", bytes: statSync(join(place.folder, "r.html")).size });
    const { data: _data, ...status } = printed(await place.run(["status", "--format", "json"], at));
    expect({ ...said, command: "status" }).toEqual(status);
  });

  test("the calls of status and one for each managed integration, of 10 runs; --no-history: those of status; no write", async ({
    expect,
  }) => {
    await using place = await open();
    const requests = async (...args: readonly string[]): Promise<readonly string[]> => {
      place.emulator.clearRequests();
      await place.run(args, at);
      return place.emulator.requests().map(({ path, query }) => `${path}?${query}`);
    };
    const plain = await requests("status");
    const whole = await requests("report", "--out", "r.html");
    expect(whole).toHaveLength(plain.length + 8);
    const runs = whole.filter((request) => request.includes("/executions"));
    expect([runs.length, runs.every((request) => request.includes("take=10"))]).toEqual([8, true]);
    expect((await requests("report", "--out", "r.html", "--no-history")).toSorted()).toEqual(plain.toSorted());
    expect(await requests("report", "--out", "r.html", "--select", "owner:bob")).toHaveLength(
      (await requests("status", "--select", "owner:bob")).length + 2,
    );
    expect(place.writes()).toEqual([]);
  });

  test("the policy allows exactly the style and the script of the page, by hash", async ({ expect }) => {
    await using place = await open();
    await report(place, "--out", "r.html");
    const page = place.read("r.html");
    const [, policy = ""] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
    const hash = (tag: string): string => {
      const contents = [...page.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, "gs"))].map(
        ([, content = ""]) => content,
      );
      expect(contents).toHaveLength(1);
      return `'sha256-${createHash("sha256")
        .update(contents[0] ?? "")
        .digest("base64")}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash("style")}; script-src ${hash("script")}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/<[a-z][^>]* (?:style|on\w+|src)=|@import|url\(/);
    expect(page.replaceAll(place.emulator.url, "").match(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/g)).toBeNull();
    expect(page).toMatch(/<html lang="en">/);
    expect([page.match(/<h1/g)?.length, page.match(/<main/g)?.length]).toEqual([1, 1]);
  });

  test("rows are in the HTML; hostile names are text", async ({ expect }) => {
    await using place = await open(
      clean.replace("owner: marketing", 'owner: "<b onclick=x>"').replace("duplicate invoices", "</script><script>1"),
    );
    await report(place, "--out", "r.html");
    const page = place.read("r.html");
    expect(page.match(/<tr role="row"><td/g)).toHaveLength(8);
    expect(page).toContain(hostileShown.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`));
    expect(page).not.toMatch(/<img|<b onclick|\u202e/);
    expect(page.match(/<\/script>/g)).toHaveLength(1);
  });

  test("--no-history leaves out the column of runs and the rules that need them", async ({ expect }) => {
    await using place = await open();
    await report(place, "--out", "r.html", "--no-history");
    const page = place.read("r.html");
    expect(page).not.toContain("Last runs</button>");
    expect(page).not.toContain('class="mark failing"');
    expect(page).toContain('class="mark no-owner"');
  });

  test("equal worlds give equal bytes", async ({ expect }) => {
    await using place = await open();
    await report(place, "--out", "one.html");
    await report(place, "--out", "two.html");
    expect(place.read("two.html")).toBe(place.read("one.html"));
  });

  test("a problem of the live state: 1, and the page shows it", async ({ expect }) => {
    await using place = await open(config);
    const ended = await report(place, "--out", "r.html");
    expect([ended.code, (await place.run(["status"], at)).code]).toEqual([1, 1]);
    expect(place.read("r.html")).toContain("integration 999 does not exist in workspace 123");
  });

  test("integrations with problems are rows, each with its problem; a guard is shown with the difference", async ({
    expect,
  }) => {
    await using place = await open(`version: 1
workspaces:
  - id: 123
    integrations:
      - { id: 456, name: Renamed, schedule: enabled, owner: "<ana>", tags: [finance] }
      - { id: 458, schedule: disabled, protected: true }
      - { name: No such name, schedule: enabled }
      - { id: 999, schedule: enabled }
      - { id: 777, schedule: disabled }
`);
    expect((await report(place, "--out", "r.html")).code).toBe(1);
    const rows = place.read("r.html").match(/<tr role="row"><td.*<\/tr>/g) ?? [];
    const cells = rows.map((row) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)]
        .slice(0, 4)
        .map(([, cell = ""]) => cell.replaceAll("<br>", "; ").replaceAll(/<[^>]*>/g, "")),
    );
    expect(cells).toEqual([
      [
        "456",
        "Nightly orders finance",
        "not read",
        "problem integration 456 is named &#34;Nightly orders&#34;, not &#34;Renamed&#34;",
      ],
      [
        "458",
        "Hourly leads",
        "enabled",
        "desired disabled not applied yet, or switched outside; problem integration 458 &#34;Hourly leads&#34; is protected, but would be disabled",
      ],
      ["777", "Partner feed", "disabled or undefined", "as desired"],
      ["999", "name not read", "not there", "problem integration 999 does not exist in workspace 123"],
      ["", "No such name", "not read", "problem no integration of workspace 123 is named &#34;No such name&#34;"],
    ]);
  });

  test("the cause of each difference: by the ledger, by --applied, else not known; the calls stay the same", async ({
    expect,
  }) => {
    await using place = await open();
    const git = (...args: readonly string[]) =>
      spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: place.folder });
    git("init", "-q");
    git("add", "skyvia.yaml");
    git("commit", "-qm", "one");
    await place.run(["apply", "--yes", "--max-disable", "100%", "--ledger", "l.jsonl"], at);
    place.emulator.world.toggle(123, 457);
    place.write("skyvia.yaml", clean.replace("id: 2, schedule: disabled", "id: 2, schedule: enabled"));
    const causes = async (...args: readonly string[]): Promise<readonly string[]> => {
      place.emulator.clearRequests();
      expect((await report(place, "--out", "r.html", "--no-history", ...args)).code).toBe(0);
      const page = place.read("r.html");
      return [...page.matchAll(/class="id">(\d+)<.*?class="cause">([^<]*)</g)].map(([, id, cause]) => `${id} ${cause}`);
    };
    const known = ["457 turned off outside", "777 observed", "2 config changed"];
    expect(await causes("--ledger", "l.jsonl")).toEqual(known);
    const calls = place.emulator.requests().length;
    expect(await causes("--applied", "HEAD")).toEqual(known);
    expect(place.read("r.html")).not.toContain("The last apply is not known");
    expect(await causes()).toEqual(["457 not applied yet, or switched outside", "777 observed", "2 config changed"]);
    expect(place.emulator.requests().length).toBe(calls);
    expect(place.read("r.html")).toContain("The last apply is not known");
    place.emulator.clearRequests();
    const ended = await report(place, "--out", "r.html", "--applied", "nope");
    expect([ended.code, place.emulator.requests()]).toEqual([5, []]);
  });

  test("a workspace that cannot be planned has a section that says so", async ({ expect }) => {
    await using place = await open(clean.replace("name: Production", "name: Staging"));
    expect((await report(place, "--out", "r.html")).code).toBe(1);
    expect(place.read("r.html")).toContain("not planned");
  });

  test("an existing file is replaced as a whole and keeps its mode; a link leads to its file", async ({ expect }) => {
    await using place = await open();
    place.write("old.html", "x".repeat(1_000_000));
    chmodSync(join(place.folder, "old.html"), 0o640);
    symlinkSync("old.html", join(place.folder, "link.html"));
    expect((await report(place, "--out", "link.html")).code).toBe(0);
    expect(place.read("old.html")).toMatch(/^<!doctype html>.*<\/html>\n$/s);
    expect(statSync(join(place.folder, "old.html")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(place.folder, "link.html")).isSymbolicLink()).toBe(true);
    linkSync(join(place.folder, "old.html"), join(place.folder, "other.html"));
    expect((await report(place, "--out", "old.html", "--no-history")).code).toBe(0);
    expect(place.read("other.html")).toBe(place.read("old.html"));
    expect(place.files()).toEqual(["link.html", "old.html", "other.html", "skyvia.yaml"]);
  });

  test.for<[string, readonly string[], (place: Place) => unknown]>([
    ["no --out", [], () => {}],
    ["an empty --out", ["--out", ""], () => {}],
    ["a folder", ["--out", "there"], ({ folder }) => mkdirSync(join(folder, "there"))],
    ["a folder that is not there", ["--out", "no/r.html"], () => {}],
    ["a device", ["--out", "/dev/null"], () => {}],
    ["a pipe", ["--out", "pipe"], ({ folder }) => spawnSync("mkfifo", [join(folder, "pipe")])],
    ["a link that leads nowhere", ["--out", "link"], ({ folder }) => symlinkSync("none", join(folder, "link"))],
    ["--failing-for without runs", ["--out", "r.html", "--no-history", "--failing-for", "3d"], () => {}],
    ["one of the files that it reads", ["--out", "skyvia.yaml"], () => {}],
    ["the ledger that it reads", ["--out", "l.jsonl", "--ledger", "l.jsonl"], (place) => place.write("l.jsonl", "")],
    ["a file with problems", ["--out", "r.html", "-f", "bad.yaml"], (place) => place.write("bad.yaml", "version: 2\n")],
  ])("%s: 5, no call, nothing written", async ([, args, prepare], { expect }) => {
    await using place = await open();
    await prepare(place);
    const files = place.files();
    const ended = await report(place, ...args);
    expectClean(ended);
    expect([ended.code, place.emulator.requests(), place.files(), place.read("skyvia.yaml")]).toEqual([
      5,
      [],
      files,
      clean,
    ]);
  });

  test("if the run fails, the earlier page is kept", async ({ expect }) => {
    await using place = await open();
    place.write("r.html", "before");
    place.emulator.addFault({ match: { operation: "listIntegrations" }, fault: { type: "status", status: 401 } });
    expect((await report(place, "--out", "r.html")).code).toBe(6);
    expect(place.read("r.html")).toBe("before");
  });
});
