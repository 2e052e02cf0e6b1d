type Environment = Readonly<Record<string, string | undefined>>;

/** The page of the CI run that this process is part of: of GitHub Actions or GitLab CI, null elsewhere. */
export function ciRunUrl(env: Environment): string | null {
  const {
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: run,
    GITHUB_RUN_ATTEMPT: attempt,
  } = env;
  if (given(server) && given(repository) && given(run)) {
    return `${server}/${repository}/actions/runs/${run}${given(attempt) ? `/attempts/${attempt}` : ""}`;
  }
  return [env["CI_JOB_URL"], env["CI_PIPELINE_URL"]].find(given) ?? null;
}

/** Who is responsible for this run: who started it in CI, else the user of this machine. null: not known. */
export function userOf(io: { readonly env: Environment; userName(): string | null }): string | null {
  return ciUser(io.env) ?? io.userName();
}

function ciUser(env: Environment): string | null {
  const names = ["GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR", "GITLAB_USER_LOGIN"];
  return names.map((name) => env[name]).find(given) ?? null;
}

function given(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
