import { SkyviaError } from "@skyvia-schedules/client";
import { describe, expect, test } from "vitest";
import {
  afterAnswer,
  afterCheck,
  afterClose,
  afterEnd,
  afterFailure,
  afterSend,
  callsToEnd,
  newWork,
  refusalOf,
  type PatienceState,
} from "../../../src/server/api/patience-state.ts";
import { endsWork } from "../../../src/server/api/waiting-calls.ts";

const limit = 1000;
const read = (state: PatienceState, now = 0): PatienceState => afterSend(state, false, now);
const write = (state: PatienceState, now = 0): PatienceState => afterSend(state, true, now);
/** Two reads, sent at 0 and at 300: calls 0 and 1. */
const two = read(read(newWork), 300);
const bothLate = afterCheck(two, 2000, limit);
const aborted = new SkyviaError({ code: "aborted", message: "aborted", next: "" });
const unclear = new SkyviaError({ code: "aborted", message: "unclear", next: "", outcome: "unknown" });
const denied = new SkyviaError({ code: "auth", message: "denied", next: "", status: 403 });
const outage = new SkyviaError({ code: "server", message: "outage", next: "", endsRun: true });
const offline = new SkyviaError({ code: "network", message: "offline", next: "" });

function failed(state: PatienceState, error: SkyviaError, canceled = false): ReturnType<typeof afterFailure> {
  return afterFailure(state, { call: 0, error, retry: null, canceled }, 2000, limit);
}
const over = failed(bothLate, aborted).state;

describe("is the next call refused", () => {
  const ended = "no whole answer within 1 s (null null)";
  const canceled = "the run was canceled before this was started";
  test.each<[string, PatienceState, { isWrite: boolean; canceled: boolean }, string | undefined]>([
    ["a first read is sent", newWork, { isWrite: false, canceled: false }, undefined],
    ["a first write is sent", newWork, { isWrite: true, canceled: false }, undefined],
    ["no read after a cancel, if nothing was sent", newWork, { isWrite: false, canceled: true }, canceled],
    ["no read after a cancel, if only reads were sent", two, { isWrite: false, canceled: true }, canceled],
    ["a read after a cancel, if a write was sent", write(two), { isWrite: false, canceled: true }, undefined],
    ["also if reads followed the write", read(write(two)), { isWrite: false, canceled: true }, undefined],
    ["no write after a cancel, even if a write was sent", write(two), { isWrite: true, canceled: true }, canceled],
    ["nothing after a late call ended the work", over, { isWrite: false, canceled: false }, ended],
    ["for that reason, also after a cancel", over, { isWrite: true, canceled: true }, ended],
    ["nothing after the work was closed", afterClose(two), { isWrite: false, canceled: false }, "the work is over"],
    ["closing keeps an earlier reason", afterClose(over), { isWrite: false, canceled: false }, ended],
  ])("%s", (_, state, call, message) => {
    expect(refusalOf(state, call.isWrite, call.canceled)?.message).toBe(message);
  });
});

describe("within 1000 ms a call, which calls are ended", () => {
  test.each<[string, PatienceState, number[]]>([
    ["none that is in time", two, []],
    ["the late one", afterCheck(two, 1000, limit), [0]],
    ["none that was answered", afterAnswer(bothLate, 0, 2000), [1]],
    ["none that ended by itself", afterEnd(bothLate, 1), [0]],
    ["all when the work is closed", afterClose(two), [0, 1]],
    ["all others after a late call ended the work", failed(afterCheck(two, 1000, limit), aborted).state, [1]],
    ["each call has an id of its own, also after one ended", afterClose(read(afterEnd(two, 0))), [1, 2]],
  ])("%s", (_, state, expected) => {
    expect([...callsToEnd(state)]).toEqual(expected);
  });
});

describe("the error of a failed call", () => {
  const answered = afterCheck(afterAnswer(two, 1, 400), 1000, limit);
  test.each<[string, PatienceState, SkyviaError, boolean, Partial<SkyviaError>, boolean]>([
    ["an error of the API stays", two, denied, false, { code: "auth" }, false],
    ["it stays after a cancel", two, denied, true, { code: "auth" }, false],
    ["it stays if the call was late", bothLate, denied, false, { code: "auth" }, false],
    [
      "an outage that the client reports is not the end of the work",
      bothLate,
      outage,
      false,
      { code: "server" },
      false,
    ],
    [
      "a late call ends the work if nothing was answered",
      bothLate,
      aborted,
      false,
      { code: "timeout", endsRun: true },
      true,
    ],
    [
      "a late call only fails if another was answered",
      answered,
      aborted,
      false,
      { code: "timeout", endsRun: false },
      false,
    ],
    ["a late call is late, also after a cancel", bothLate, aborted, true, { code: "timeout" }, true],
    [
      "a call that the end of the work ended has its reason",
      afterClose(two),
      aborted,
      false,
      { message: "the work is over" },
      true,
    ],
    ["that reason goes before a cancel", afterClose(two), aborted, true, { message: "the work is over" }, true],
    ["a call that a cancel ended was not started", two, aborted, true, { outcome: "not-sent", endsRun: true }, false],
    ["unless nobody knows whether it took effect", two, unclear, true, { message: "unclear" }, false],
    ["a call that something else ended keeps its error", two, aborted, false, { message: "aborted" }, false],
  ])("%s", (_, state, error, canceled, expected, isOver) => {
    const after = failed(state, error, canceled);
    expect(after.error).toMatchObject(expected);
    expect(after.state.over !== null).toBe(isOver);
    expect(after.state.calls.sentAt.has(0)).toBe(false);
  });
});

test.each<[string, PatienceState, boolean]>([
  ["an answer", afterAnswer(two, 0, 2000), false],
  ["an error with a status", failed(two, denied).state, false],
  ["an error without a status", failed(two, offline).state, true],
  ["an end without an answer", afterEnd(two, 0), true],
])("whether the other call still ends the work when it is late, after %s", (_, state, expected) => {
  expect(endsWork(state.calls, 1)).toBe(expected);
});
