import type { Inputs } from "./inputs.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** The footer of a report: its files, commit, and the run that made it. */
export function footer(env: Env, { files }: Inputs): string {
  const { GITHUB_SHA: sha = "", GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const of = files.length === 0 ? "skyvia.yaml" : files.join(", ");
  const commit = /^[0-9a-f]{7,64}$/.test(sha) ? [`commit ${code(sha.slice(0, 7))}`] : [];
  const link = /^\d+$/.test(run ?? "") ? [`[run ${run}](${server}/${repository}/actions/runs/${run})`] : [];
  return [code(of.slice(0, 1000)), ...commit, ...link].join(" · ");
}

/** A setting as code; a backtick in it becomes an apostrophe. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll(/\s/g, " ")}\``;
}
