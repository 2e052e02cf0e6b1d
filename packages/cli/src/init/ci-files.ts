import type { NewFile } from "../files/write-new-files.ts";
import { ciTemplates } from "./ci-templates.generated.ts";
import { githubWithTokens, gitlabWithTokens, type UsedTokens } from "./ci-tokens.ts";
import { githubUnpublished, gitlabUnpublished } from "./unpublished.ts";

/** Where a repository's CI runs. */
export type Ci = "github" | "gitlab" | "none";

/** The file of GitLab that includes the one of this tool. */
export const gitlabRoot = ".gitlab-ci.yml";

const include = "include:\n  - local: .gitlab/skyvia-schedules.yml\n";

/** The files that run plan, apply and drift in CI, with the tokens that the YAML files use. */
export function ciFiles(ci: Ci, tokens: UsedTokens): readonly NewFile[] {
  if (ci === "none") return [];
  if (ci === "github") return ciTemplates.github.map((file) => githubWithTokens(file, tokens));
  return [...ciTemplates.gitlab.map((file) => gitlabWithTokens(file, tokens)), { path: gitlabRoot, text: include }];
}

/** The folders of those files, those above before those below. */
export function ciFolders(ci: Ci): readonly string[] {
  if (ci === "none") return [];
  const folders = ciTemplates[ci].flatMap(({ path }) => {
    const parts = path.split("/").slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  });
  return [...new Set(folders)];
}

/** What somebody has to do so that the files work, as sentences. `kept`: the files that were there before. */
export function ciNotes(ci: Ci, kept: readonly string[], tokens: UsedTokens): readonly string[] {
  if (ci === "github") return [...secretNotes("secret", tokens), githubUnpublished()];
  if (ci === "none") return [];
  const notes = [...secretNotes("masked variable", tokens), gitlabUnpublished()];
  if (!kept.includes(gitlabRoot)) return notes;
  const added = include.replaceAll(/^/gm, "    ").trimEnd();
  return [...notes, `Add to ${gitlabRoot}, and the stages plan, apply and drift where it lists stages:\n${added}`];
}

const readScopes = "Integration / Read, Integration / Read Schedule and Workspace / Read";
const writeScope = "Integration / Enable-Disable Schedule";

/** What to create for the tokens. `kind`: what the CI system calls it. */
function secretNotes(kind: string, { variables, ofRun }: UsedTokens): readonly string[] {
  const ofWrite = kind === "secret" ? "in the environment `skyvia`" : "protected, in the environment `skyvia`";
  const run =
    `Create the ${kind} SKYVIA_READ_TOKEN, a token with the scopes ${readScopes}. ` +
    `Create SKYVIA_WRITE_TOKEN ${ofWrite}, a token that has ${writeScope} as well.`;
  const named = variables.map(
    (name) =>
      `Create the ${kind} ${name} twice: once for the repository, a token with the scopes ${readScopes}; ` +
      `and once ${ofWrite}, a token that has ${writeScope} as well.`,
  );
  return [...(ofRun ? [run] : []), ...named];
}
