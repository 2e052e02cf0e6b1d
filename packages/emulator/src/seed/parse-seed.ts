import { isSeq, LineCounter, parseDocument } from "yaml";
import { scopes } from "../world/scope.ts";
import { parseDuration } from "./duration.ts";
import { type Checked, either, list, record, scalar, shape } from "./node-checks.ts";
import type { Seed } from "./seed.ts";

/**
 * The seed that a text of YAML 1.2 (or JSON, which is YAML) holds. Throws one error that tells every problem as
 * `file:line:column: key: message`; `file` is the name to tell them with.
 */
export function parseSeed(text: string, file: string): Seed {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), {
    version: "1.2",
    lineCounter: lines,
    prettyErrors: false,
  });
  const problems = document.errors.map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return `${file}:${line}:${col}: ${message.replace(/;.*/, "")}`;
  });
  const checked: Checked = { file, document, lines, problems };
  if (problems.length === 0) seedShape({ node: document.contents, key: "", near: null }, checked);
  if (problems.length > 0) throw new Error(tell(problems));
  return document.toJS() as Seed;
}

const mostTold = 20;

function tell(problems: readonly string[]): string {
  const rest = problems.length - mostTold;
  return [...problems.slice(0, mostTold), ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}

const text = scalar("a text", (value) => typeof value === "string");
const textOrNull = scalar("a text or null", (value) => value === null || typeof value === "string");
const flag = scalar("true or false", (value) => typeof value === "boolean");
const count = scalar("a whole number from 0", (value) => Number.isSafeInteger(value) && Number(value) >= 0);
const id = scalar("a whole number from 1 to 2147483647, in digits", (value, source) => {
  return typeof value === "number" && /^[1-9]\d*$/.test(source) && value <= 2_147_483_647;
});
const date = scalar("a date-time, as 2026-11-24T06:00:00Z", (value) => {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
});
const duration = scalar("a duration, as 500ms, 30s, 5m or a number of seconds", (value) => {
  return (typeof value === "string" || typeof value === "number") && parseDuration(value) !== null;
});
const tokenValue = scalar("printable ASCII without spaces", (value) => {
  return typeof value === "string" && /^[\x21-\x7e]+$/.test(value);
});

const runs = shape({
  ends: word("succeeded", "failed"),
  new: duration,
  queued: duration,
  running: duration,
  canceling: duration,
  successRows: count,
  errorRows: count,
});

const execution = shape({
  runId: id,
  date,
  duration,
  state: word("Succeeded", "Failed", "Canceled", "Running"),
  successRows: count,
  errorRows: count,
  result: text,
});

const integration = shape(
  {
    id,
    name: textOrNull,
    type: textOrNull,
    schedule: word("enabled", "disabled", "undefined"),
    created: date,
    modified: date,
    executions: list(execution, "runId"),
    runs,
  },
  ["id", "name"],
);

const workspace = shape({ id, name: text, isPersonal: flag, integrations: list(integration, "id") }, ["id", "name"]);

const token = shape(
  { value: tokenValue, scopes: either(isSeq, list(word("all", ...scopes)), word("all")), workspaces: list(id) },
  ["value"],
);

const seedShape = shape(
  {
    tokens: record(token, "value"),
    workspaces: list(workspace, "id"),
    runs,
    scheduledMeans: word("active", "defined"),
  },
  ["workspaces"],
);

function word(...words: readonly string[]): ReturnType<typeof scalar> {
  return scalar(words.join(" | "), (value) => typeof value === "string" && words.includes(value));
}
