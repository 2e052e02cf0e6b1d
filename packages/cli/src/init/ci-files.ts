import type { NewFile } from "../files/write-new-files.ts";
import { ciTemplates } from "./ci-templates.generated.ts";

/** Where a repository's CI runs. */
export type Ci = "github" | "gitlab" | "none";

/** The file of GitLab that includes the one of this tool. */
export const gitlabRoot = ".gitlab-ci.yml";

const include = "include:\n  - local: .gitlab/skyvia-schedules.yml\n";

/** The files that run plan, apply and drift in CI. */
export function ciFiles(ci: Ci): readonly NewFile[] {
  if (ci === "none") return [];
  return ci === "github" ? ciTemplates.github : [...ciTemplates.gitlab, { path: gitlabRoot, text: include }];
}

/** The steps that the user has to do so that the files work, as sentences. `kept`: the files that existed before. */
export function ciNotes(ci: Ci, kept: readonly string[]): readonly string[] {
  if (ci === "none") return [];
  const secrets = "SKYVIA_READ_TOKEN (read scopes) and SKYVIA_WRITE_TOKEN (with Integration / Enable-Disable Schedule)";
  const where =
    ci === "github"
      ? `Create the secrets ${secrets}, the second one in the environment \`skyvia\`.`
      : `Create the masked variables ${secrets}, the second one protected.`;
  if (ci === "github" || !kept.includes(gitlabRoot)) return [where];
  return [
    where,
    `Add to ${gitlabRoot}, and the stages plan, apply and drift where it lists stages:\n${include.replaceAll(/^/gm, "    ").trimEnd()}`,
  ];
}
