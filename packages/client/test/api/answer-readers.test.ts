import { expect, test } from "vitest";
import {
  readActiveExecution,
  readExecution,
  readExecutionDetails,
  readIntegration,
  readIntegrationPage,
  readSchedule,
  readScheduleAnswer,
  readWorkspaces,
  type AnswerReader,
} from "../../src/api/answer-readers.ts";

const integration = { id: 42, name: "Nightly", type: "import", created: null, modified: null, scheduled: true };
const execution = { runId: 9, date: "2026-11-24T06:00:00Z", duration: 3, state: "New", successRows: 0, errorRows: 0 };

test.each<[string, AnswerReader<unknown>, unknown, unknown]>([
  ["extra fields are left out", readIntegration, { ...integration, extra: 1 }, integration],
  [
    "a value that may be absent is null",
    readIntegration,
    { id: 42 },
    { id: 42, name: null, type: null, created: null, modified: null, scheduled: null },
  ],
  ["a page without data is empty", readIntegrationPage, { data: null, hasMore: false }, { data: [], hasMore: false }],
  ["a list of workspaces", readWorkspaces, [{ id: 7, name: "P" }], [{ id: 7, name: "P", isPersonal: null }]],
  [
    "an execution may lack its duration",
    readExecution,
    { runId: 9, state: "New" },
    { ...execution, date: null, duration: null, successRows: null, errorRows: null },
  ],
  [
    "a duration may be a text",
    readExecution,
    { ...execution, duration: "00:00:03" },
    { ...execution, duration: "00:00:03" },
  ],
  ["the active execution as an object", readActiveExecution, execution, execution],
  ["the active execution as a list", readActiveExecution, [execution], execution],
  ["none active: an empty list", readActiveExecution, [], null],
  ["none active: an empty body", readActiveExecution, undefined, null],
  ["none active: null", readActiveExecution, null, null],
  ["none active: an object without runId", readActiveExecution, { state: "New" }, null],
  [
    "details of an execution that has not started",
    readExecutionDetails,
    { runId: 9, state: "Queued" },
    { runId: 9, queueTime: null, startTime: null, endTime: null, state: "Queued", result: null },
  ],
  ["an enabled schedule", readSchedule, { active: true }, "enabled"],
  ["a disabled schedule", readSchedule, { active: false }, "disabled"],
  ["a switch that answers its state", readScheduleAnswer, { active: false }, { active: false }],
  ["a switch that answers nothing", readScheduleAnswer, undefined, { active: null }],
  ["a switch that answers without its state", readScheduleAnswer, {}, { active: null }],
])("%s", (_, read, body, value) => {
  expect(read(body, 200)).toEqual(value);
});

test("204 is a schedule that is not defined", () => {
  expect(readSchedule(undefined, 204)).toBe("undefined");
});

const refusals: readonly (readonly [AnswerReader<unknown>, unknown, string])[] = [
  [readIntegrationPage, { data: [integration] }, "hasMore: nothing is not true or false"],
  [readIntegrationPage, { data: [], hasMore: "no" }, 'hasMore: "no" is not true or false'],
  [readIntegrationPage, { hasMore: false }, "data: nothing is not a list"],
  [readIntegrationPage, [], "the body: a list is not an object"],
  [
    readIntegrationPage,
    { data: [integration, { id: 99999999999 }], hasMore: false },
    "data[1].id: 99999999999 is beyond int32",
  ],
  [readIntegrationPage, { data: [null], hasMore: false }, "data[0]: null is not an object"],
  [readIntegration, { ...integration, id: "42" }, 'id: "42" is not an id (1 to 2147483647)'],
  [readIntegration, { ...integration, id: 0 }, "id: 0 is not an id (1 to 2147483647)"],
  [readIntegration, { ...integration, id: 4.5 }, "id: 4.5 is not an id (1 to 2147483647)"],
  [readIntegration, { ...integration, name: 42 }, "name: 42 is not a text"],
  [readIntegration, { ...integration, scheduled: 1 }, "scheduled: 1 is not true or false"],
  [readExecution, { ...execution, runId: 2 ** 60 }, "runId: 1152921504606847000 is not a run id"],
  [readExecution, { ...execution, duration: [] }, "duration is neither a number nor a text"],
  [readExecution, { runId: 9 }, "state: nothing is not a text"],
  [readSchedule, { active: "true" }, 'active: "true" is not true or false'],
  [readSchedule, {}, "active: nothing is not true or false"],
  [readSchedule, undefined, "the body: nothing is not an object"],
  [readScheduleAnswer, { active: 1 }, "active: 1 is not true or false"],
];

test.each(refusals.map(([read, body, message]) => ({ name: read.name, read, body, message })))(
  "$name: $message",
  ({ read, body, message }) => {
    expect(() => read(body, 200)).toThrow(message);
  },
);
