import type { VariableHelp } from "../verb/help.ts";

interface Variable extends VariableHelp {
  /** Flags of the verbs that read it; one is enough. null: every verb reads it. */
  readonly flags: readonly string[] | null;
}

const ofCalls = ["tokenFile"];

const rows: readonly Variable[] = [
  { flags: ofCalls, name: "SKYVIA_TOKEN", brief: "The API token" },
  { flags: ofCalls, name: "SKYVIA_TOKEN_FILE", brief: "A file with the token, if SKYVIA_TOKEN is not set" },
  {
    flags: ["select", "tokenFrom", "at"],
    name: "SKYVIA_TOKEN_*",
    brief: "The token of a workspace whose file names it by `tokenFrom`",
  },
  { flags: ofCalls, name: "SKYVIA_BASE_URL", brief: "The base URL of the API, if --base-url is not given" },
  { flags: ofCalls, name: "SKYVIA_LOG", brief: "`debug` logs every attempt on stderr, as --verbose does" },
  {
    flags: ofCalls,
    name: "SKYVIA_NOW",
    brief: "The instant (RFC 3339) at which the clock starts, for tests and demos",
  },
  { flags: null, name: "NO_COLOR", brief: "Any value turns colour off" },
  { flags: null, name: "FORCE_COLOR", brief: "Any value except 0 and false turns colour on without a terminal" },
  { flags: ofCalls, name: "HTTPS_PROXY", brief: "The proxy for https; HTTP_PROXY and NO_PROXY are read too" },
];

/** The environment variables that the tool reads. */
export const variables: readonly VariableHelp[] = rows.map(plain);

/** Those that a verb with these flags reads. */
export function variablesOf(flags: readonly string[]): readonly VariableHelp[] {
  return rows.filter((row) => row.flags === null || row.flags.some((flag) => flags.includes(flag))).map(plain);
}

function plain({ name, brief }: Variable): VariableHelp {
  return { name, brief };
}
