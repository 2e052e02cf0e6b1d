import { access, appendFile, mkdtemp } from "node:fs/promises";
import { join, resolve } from "node:path";
import { tempFolder, type Io } from "skyvia-schedules/io";
import { ActionError } from "./action-error.ts";
import { cliArguments, isWithoutSecrets } from "./cli-arguments.ts";
import { readPullRequest, type PullRequest } from "./event.ts";
import { fetchFor } from "./fetch-for.ts";
import { footer } from "./footer.ts";
import { createGithubApi, type GithubApi } from "./github-api.ts";
import { readInputs, type Inputs } from "./inputs.ts";
import { keepComment } from "./keep-comment.ts";
import { keepIssue } from "./keep-issue.ts";
import { findLastApply, needsLastApply } from "./last-apply.ts";
import { markerOf } from "./marker.ts";
import { runCli, type CliRun } from "./run-cli.ts";
import { readFindings } from "./step-outputs.ts";
import { annotate } from "./annotate.ts";

/** Runs the action as the runner starts it, and resolves to its exit code: that of the tool, if the tool has run. */
export async function runAction(io: Io): Promise<number> {
  try {
    const inputs = readInputs(io.env);
    return await act(io, inputs, await readPullRequest(io.env));
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    annotate(io, "error", error.message, error.next);
    return error.exitCode;
  }
}

async function act(io: Io, inputs: Inputs, request: PullRequest | null): Promise<number> {
  if (isWithoutSecrets(inputs, request)) sayWhyNoPlan(io, request);
  const done = await runTool(io, await withLastApply(io, inputs), request);
  try {
    await leave(io, done);
    await keepCurrent(io, inputs, request, done);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    annotate(io, "error", error.message, error.next);
    return done.exitCode === 0 ? error.exitCode : done.exitCode;
  }
  return done.exitCode;
}

function sayWhyNoPlan(io: Io, request: PullRequest | null): void {
  const why = request?.event === "pull_request_target" ? "the input token is empty" : "GitHub gives its run no secrets";
  annotate(
    io,
    "notice",
    `The files are only validated, without a plan: this pull request comes from ${request?.outside ?? "a fork"}, and ${why}.`,
    "Somebody who may write to the repository can plan it from a branch of the repository.",
  );
}

/** The inputs with `--applied`, if the deployments of the environment show the last apply. */
async function withLastApply(io: Io, inputs: Inputs): Promise<Inputs> {
  if (!needsLastApply(inputs)) return inputs;
  const found = await findLastApply(io, async () => githubOf(io, inputs), inputs.environment);
  if ("commit" in found) return { ...inputs, args: [...inputs.args, "--applied", found.commit] };
  annotate(io, "warning", `The last apply is not known: ${found.why}.`, `Causes are unknown. ${found.next}`);
  return inputs;
}

/** Runs the tool once. With `replan`, if the reviewed plan cannot be applied, it reports that and runs the tool again. */
async function runTool(io: Io, inputs: Inputs, request: PullRequest | null): Promise<ToolRun> {
  const once = async (given: Inputs): Promise<ToolRun> => {
    const folder = await mkdtemp(join(io.env["RUNNER_TEMP"] ?? tempFolder(io), "skyvia-schedules-"));
    const report = join(folder, "report.md");
    const { argv } = cliArguments(given, request, { report, plan: join(folder, "plan.json") });
    return { ...(await runCli(io, given, argv, folder)), report };
  };
  if (inputs.verb !== "apply" || inputs.planFile === "") return once(inputs);
  const anew = { ...inputs, planFile: "" };
  if (!(await exists(resolve(io.cwd, inputs.planFile)))) {
    const why = `the reviewed plan ${inputs.planFile} does not exist`;
    if (!inputs.replan) throw new ActionError(4, `${why}: nothing was applied`, runAgain);
    sayPlannedAgain(io, why);
    return once(anew);
  }
  const applied = await once(inputs);
  if (!isOutdated(applied)) return applied;
  const why = `the reviewed plan ${inputs.planFile} is not current any more`;
  if (!inputs.replan) {
    annotate(io, "error", `${why}: nothing was applied`, runAgain);
    return applied;
  }
  await leave(io, applied);
  sayPlannedAgain(io, why);
  return once(anew);
}

const runAgain =
  "Run the workflow again (Re-run all jobs): it plans again, and asks for approval again. To apply a new plan without asking, set `replan: true`.";

/** Whether the plan was refused because it is outdated, before anything was written. Other causes would block a new plan as well. */
function isOutdated({ exitCode, stoppedBy }: ToolRun): boolean {
  return exitCode === 4 && ["stale", "plan-expired", "files-changed"].includes(stoppedBy ?? "");
}

interface ToolRun extends CliRun {
  /** The file with the whole report. */
  readonly report: string;
}

function sayPlannedAgain(io: Io, why: string): void {
  annotate(io, "warning", `${why}: the action plans the files again.`, "The summary shows what was done.");
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Passes the tool's files on to the runner. */
async function leave({ env }: Io, { markdown, outputs, report }: ToolRun): Promise<void> {
  const file = (await exists(report)) ? `report-file=${report}\n` : "";
  await append(env["GITHUB_OUTPUT"], `${outputs}${file}`);
  await append(env["GITHUB_STEP_SUMMARY"], markdown);
}

async function append(file: string | undefined, text: string): Promise<void> {
  if (file === undefined || file === "") return;
  try {
    await appendFile(file, text);
  } catch (error) {
    throw new ActionError(
      1,
      `${file} could not be written: ${(error as Error).message}`,
      "The runner gives this file to the step: check its disk. The log shows what the tool has done.",
    );
  }
}

/** Updates the comment and the issue. */
async function keepCurrent(io: Io, inputs: Inputs, request: PullRequest | null, done: ToolRun): Promise<void> {
  const findings = readFindings(done.outputs);
  const marker = markerOf(inputs);
  const body = `${done.markdown}\n${footer(io.env, inputs)}\n`;
  const isWorthShowing = done.exitCode !== 0 || findings?.hasChanges === true || (findings?.problems ?? 0) > 0;
  if (request !== null && inputs.comment !== "false" && request.outside === null) {
    const create = inputs.comment === "true" || isWorthShowing;
    await keepComment(await githubOf(io, inputs), { pullRequest: request.number, marker, body, create });
  }
  if (request !== null && request.outside !== null && inputs.comment !== "false" && inputs.token !== "") {
    sayWhyNoComment(io, request);
  }
  // A run that was stopped before it had a result does not change the issue.
  if (request === null && inputs.issue && findings !== null) {
    const title = "Skyvia schedules are not as the files say";
    await keepIssue(await githubOf(io, inputs), { title, marker, body, open: isWorthShowing });
  }
}

function sayWhyNoComment(io: Io, { event, outside }: PullRequest): void {
  const why =
    event === "pull_request_target"
      ? "on `pull_request_target` the checkout is usually that of the base branch, so the report may not be about the files of the pull request"
      : "the token of its run may not write";
  annotate(
    io,
    "warning",
    `No comment is written: this pull request comes from ${outside ?? "a fork"}, and ${why}.`,
    "The report is in the job summary. Set `comment: false` to hide this warning.",
  );
}

async function githubOf(io: Io, { githubToken }: Inputs): Promise<GithubApi> {
  const { GITHUB_API_URL: given = "https://api.github.com", GITHUB_REPOSITORY: repository = "" } = io.env;
  if (githubToken === "") {
    throw new ActionError(
      5,
      "the input github-token is empty",
      "Leave it out, or set `comment: false` and `issue: false`.",
    );
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new ActionError(1, "GITHUB_REPOSITORY names no repository", "Run the action as a step of a workflow.");
  }
  const url = given.replace(/\/+$/, "");
  return createGithubApi({
    url,
    fetch: await fetchFor(url, io.env),
    repository,
    token: githubToken,
    now: () => io.now(),
    sleep: async (milliseconds) => io.sleep(milliseconds),
  });
}
