import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LedgerEnd, LedgerIntent, LedgerResult, LedgerWrite } from "@skyvia-schedules/core";
import { afterAll, expect, test } from "vitest";
import { encodeLedgerLine, readLedgerOf } from "../../src/ledger/ledger-file.ts";

const folder = mkdtempSync(join(tmpdir(), "ledger-"));
afterAll(() => rmSync(folder, { recursive: true }));

const baseUrl = "https://api.skyvia.com";
const intended = {
  at: "2026-11-24T06:00:00.000Z",
  command: "apply",
  who: "ana",
  baseUrl,
  planHash: "a".repeat(64),
  configHash: null,
  workspaceId: 7,
  integrationId: 1,
  name: "a\u202eb\nc",
  before: "disabled",
  after: "enabled",
  why: "desired enabled, live is disabled",
  reason: "INC-4711",
  override: "protected:1",
} as const;
const outcome = { result: "failed", error: { code: "server", message: "it answered 500" } } as const;
const write: LedgerWrite = { ...intended, run: "run", runUrl: null, cause: null, ...outcome };
/** As version 0.1 wrote it. */
const line = { ...intended, formatVersion: 1, runId: "run", ciRunUrl: null, action: "enable", ...outcome } as const;
const intent: LedgerIntent = { ...intended, event: "intent", formatVersion: 1, run: "run", runUrl: null, cause: null };
const result: LedgerResult = { event: "result", run: "run", at: line.at, workspaceId: 7, integrationId: 1, ...outcome };
const end: LedgerEnd = { event: "end", run: "run", at: line.at, exitCode: 1 };
const text = encodeLedgerLine(line);

const notes: string[] = [];
const never = new AbortController().signal;
const silent = {
  interruption: { signal: never, over: never },
  io: {
    cwd: folder,
    stderr: {
      isTerminal: false,
      columns: 80,
      failure: null,
      flush: async () => {},
      write: (note: string) => void notes.push(note),
    },
  },
};

async function read(content: string): Promise<readonly LedgerWrite[]> {
  const file = join(folder, "ledger.jsonl");
  writeFileSync(file, content);
  return (await readLedgerOf(silent, file, baseUrl)).writes;
}

test.each<[string, readonly (typeof line | LedgerIntent | LedgerResult | LedgerEnd)[], readonly LedgerWrite[]]>([
  ["one line a write, of version 0.1", [line, line], [write, write]],
  ["an intent, its result, and the end", [{ ...intent, pid: 1, host: "h" }, result, end], [write]],
  ["an intent without a result is unknown", [intent], [{ ...write, result: "unknown", error: null }]],
  ["both forms in one file", [line, intent, result], [write, write]],
  [
    "two runs at once: a result belongs to the intent of its run",
    [intent, { ...intent, run: "b" }, { ...result, run: "b", result: "done", error: null }, end, result],
    [write, { ...write, run: "b", result: "done", error: null }],
  ],
  [
    "a result belongs to the intent of its integration and workspace",
    [intent, { ...intent, workspaceId: 8 }, result],
    [write, { ...write, workspaceId: 8, result: "unknown", error: null }],
  ],
])("writes are read from %s", async (_, lines, writes) => {
  expect(await read(lines.map(encodeLedgerLine).join(""))).toEqual(writes);
});

test.each<[string, readonly (typeof line | LedgerIntent | LedgerResult | LedgerEnd)[], readonly string[]]>([
  ["that has an end", [intent, result, end], []],
  ["of version 0.1", [line], []],
  ["without an end", [intent, result], ["run"]],
  ["that left changes out", [intent, result, { ...end, notStarted: 2 }], ["run"]],
  ["beside another that ended", [intent, { ...intent, run: "b" }, end], ["b"]],
])("a run %s: unfinished are %j", async (_, lines, unfinished) => {
  const file = join(folder, "ledger.jsonl");
  writeFileSync(file, lines.map(encodeLedgerLine).join(""));
  expect([...(await readLedgerOf(silent, file, baseUrl)).unfinished]).toEqual(unfinished);
});

test("a line is read as it was written, and contains no hidden character", async () => {
  expect(text).toMatch(/^[\x20-\x7e]+\n$/);
  expect(await read(text + text)).toEqual([write, write]);
});

test("a missing ledger is empty, with a note", async () => {
  expect((await readLedgerOf(silent, undefined, baseUrl)).writes).toEqual([]);
  expect(notes).toEqual([]);
  const file = join(folder, "none.jsonl");
  expect((await readLedgerOf(silent, file, baseUrl)).writes).toEqual([]);
  expect(notes).toEqual([`note: there is no ledger ${file} yet\n`]);
});

test("a line that a crash cut short anywhere is ignored, also if a later run continued below it", async () => {
  for (let length = 1; length < text.length - 1; length++) {
    notes.length = 0;
    expect(await read(text + text.slice(0, length))).toEqual([write]);
    expect(notes).toEqual([expect.stringMatching(/^note: \S+ledger\.jsonl:2 was cut short and is ignored\n$/)]);
    expect(await read(`${text.slice(0, length)}\n${text}`)).toEqual([write]);
  }
});

test("lines of another API are ignored, because ids have another meaning there", async () => {
  expect(await read(encodeLedgerLine({ ...line, baseUrl: "http://127.0.0.1:8086" }) + text)).toEqual([write]);
});

test.each<[string, object, string]>([
  ["from the future", { ...line, formatVersion: 2 }, "it has the format version 2, and this tool reads version 1"],
  ["with another id", { ...line, integrationId: "1" }, "/integrationId must be integer"],
  ["with an id that is none", { ...line, workspaceId: 0 }, "/workspaceId must be >= 1"],
  ["with a key more", { ...line, note: "hello" }, "it must NOT have additional properties"],
  ["with a key less", { ...line, why: undefined }, "it must have required property 'why'"],
  ["with another word", { ...line, result: "ok" }, "/result must be equal to one of the allowed values"],
  ["of an unknown event", { ...intent, event: "hope" }, "/event must be equal to one of the allowed values"],
  ["of an intent that lacks a key", { ...intent, name: undefined }, "it must have required property 'name'"],
  ["of a result with another word", { ...result, result: "ok" }, "/result must be equal to one of the allowed values"],
  ["that is a list", [line], "it must be object"],
])("a whole line %s is refused, with its place", async (_, value, why) => {
  const reading = read(`${text}${JSON.stringify(value)}\n${text}`);
  await expect(reading).rejects.toThrow(`ledger.jsonl:2 is not a ledger line: ${why}`);
});
