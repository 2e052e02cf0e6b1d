// Prints the commit of the last successful deployment to an environment: `node last-applied.mjs skyvia`. It uses
// GITLAB_TOKEN if it is set, else the token of the job. If it cannot find the commit, it prints only the reason, on
// stderr, and ends with 1.
import { execFileSync } from "node:child_process";

const { CI_API_V4_URL: api, CI_PROJECT_ID: project, GITLAB_TOKEN: token, CI_JOB_TOKEN: jobToken = "" } = process.env;
const environment = process.argv[2] ?? "skyvia";
const headers = token ? { "private-token": token } : { "job-token": jobToken };

try {
  process.stdout.write(`${await lastApplied()}\n`);
} catch (error) {
  process.stderr.write(`The last apply is not known, so the causes of drift are unknown: ${error.message}\n`);
  process.exitCode = 1;
}

async function lastApplied() {
  if (!api || !project) throw new Error("CI_API_V4_URL and CI_PROJECT_ID are not set");
  const query = new URLSearchParams({ environment, status: "success", order_by: "id", sort: "desc", per_page: "1" });
  const url = `${api}/projects/${project}/deployments?${query}`;
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`GitLab answered ${response.status} to GET ${new URL(url).pathname}`);
  const [last] = await response.json();
  if (!last) throw new Error(`the environment ${environment} has no successful deployment`);
  if (!isInClone(last.sha)) throw new Error(`the clone does not contain commit ${last.sha}: set GIT_DEPTH to "0"`);
  return last.sha;
}

function isInClone(sha) {
  try {
    execFileSync("git", ["cat-file", "-e", `${sha}^{commit}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
