import type { FileRole } from "../files/file-roles.ts";
import type { Io } from "../process/io.ts";

type Roles = Readonly<Record<string, { readonly name: string; readonly writes: boolean }>>;

/** The flags of all verbs that name a file. */
const roles: Roles = {
  out: { name: "--out", writes: true },
  reportFile: { name: "--report-file", writes: true },
  snapshot: { name: "--snapshot", writes: true },
  ledger: { name: "--ledger", writes: true },
  state: { name: "--state", writes: true },
  file: { name: "-f", writes: false },
  seed: { name: "--seed", writes: false },
  tokenFile: { name: "--token-file", writes: false },
};

/** The files that a command line names, and what each is for. An argument that is a text may be the file of a plan. */
export function rolesOf(
  flags: Readonly<Record<string, unknown>>,
  args: readonly unknown[],
  env: Io["env"],
): readonly FileRole[] {
  // a merge adds to one of the files of -f
  const used = Object.entries(roles).filter(([flag]) => flag !== "file" || flags["merge"] !== true);
  const named = used.flatMap(([flag, role]) =>
    [flags[flag]].flat().flatMap((path) => (typeof path === "string" ? [{ ...role, path }] : [])),
  );
  const given = args.flatMap((arg) =>
    typeof arg === "string" ? [{ name: "the file", path: arg, writes: false }] : [],
  );
  const tokenFile = env["SKYVIA_TOKEN_FILE"];
  const token =
    tokenFile === undefined || tokenFile === "" || flags["tokenFile"] !== undefined
      ? []
      : [{ name: "SKYVIA_TOKEN_FILE", path: tokenFile, writes: false }];
  return [...named, ...given, ...token];
}
