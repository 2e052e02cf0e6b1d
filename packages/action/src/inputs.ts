import { ActionError } from "./action-error.ts";

/** The verbs that the action runs. */
const verbs = ["validate", "plan", "show", "apply", "drift", "status"] as const;
export type Verb = (typeof verbs)[number];

/** The inputs of action.yml, checked. */
export interface Inputs {
  readonly verb: Verb;
  readonly files: readonly string[];
  readonly workspaces: readonly string[];
  /** Empty: not given. In a run for a fork every secret is empty. */
  readonly token: string;
  readonly baseUrl: string;
  readonly maxDisable: string;
  readonly maxEnable: string;
  /** `apply` and `show`: the plan. */
  readonly planFile: string;
  /** Whether the files are planned again if the reviewed plan cannot be applied. */
  readonly replan: boolean;
  /** The environment whose last successful deployment is the last apply. Empty: it is not looked up. */
  readonly environment: string;
  /** Identifies the comment or the issue. Empty: verb and selection identify it. */
  readonly name: string;
  /** More arguments for the tool, as they are. */
  readonly args: readonly string[];
  /** The comment on a pull request: always, only if something changes or is wrong, or never. */
  readonly comment: "true" | "changes" | "false";
  /** Whether one issue is kept open while there is drift. */
  readonly issue: boolean;
  readonly githubToken: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the inputs as the runner hands them over. Throws an `ActionError` that names the input. */
export function readInputs(env: Env): Inputs {
  const text = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
  const lines = (name: string): readonly string[] =>
    text(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== "");
  return {
    verb: oneOf("verb", text("verb") || "plan", verbs),
    files: lines("files"),
    workspaces: lines("workspace"),
    token: text("token"),
    baseUrl: text("base-url"),
    maxDisable: text("max-disable"),
    maxEnable: text("max-enable"),
    planFile: text("plan-file"),
    replan: oneOf("replan", text("replan") || "false", ["true", "false"]) === "true",
    environment: text("environment"),
    name: text("name"),
    args: lines("args").flatMap(words),
    comment: oneOf("comment", text("comment") || "true", ["true", "changes", "false"]),
    issue: oneOf("issue", text("issue") || "false", ["true", "false"]) === "true",
    githubToken: text("github-token"),
  };
}

/** A flag and its value. The value is everything after the first space, so that a reason needs no quotes. */
function words(line: string): readonly string[] {
  const [, flag = line, value] = /^(--?[\w-]+)\s+(.*)$/.exec(line) ?? [];
  return value === undefined ? [flag] : [flag, value];
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value);
  if (found !== undefined) return found;
  throw new ActionError(5, `the input ${name} is ${JSON.stringify(value)}`, `Write one of ${allowed.join(", ")}.`);
}
