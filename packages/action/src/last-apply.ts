import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Io } from "skyvia-schedules/io";
import { ActionError } from "./action-error.ts";
import type { GithubApi } from "./github-api.ts";
import type { Inputs } from "./inputs.ts";

/** How many deployments are searched, newest first. */
const searched = 30;

/** The commit that was applied last, or why it is not known. */
export type LastApply = { readonly commit: string } | { readonly why: string; readonly next: string };

/** Whether a run needs to know the last apply, and the inputs do not name it. */
export function needsLastApply({ verb, environment, args }: Inputs): boolean {
  const isGiven = args.some((word) => /^--(?:applied|ledger)(?:=|$)/.test(word));
  return verb === "drift" && environment !== "" && !isGiven;
}

/** The commit of the last successful deployment of the environment, if the checkout contains it. */
export async function findLastApply(
  io: Pick<Io, "cwd" | "env">,
  openApi: () => Promise<GithubApi>,
  environment: string,
): Promise<LastApply> {
  const named = `the environment ${JSON.stringify(environment)}`;
  try {
    const commit = await lastDeployed(await openApi(), environment);
    if (commit === null) {
      const next = "Run apply.yml in the environment, or name another one with the input `environment`.";
      return { why: `${named} has no successful deployment`, next };
    }
    if (await isInCheckout(io, commit)) return { commit };
    const why = `the checkout does not contain commit ${commit.slice(0, 7)}, the last successful deployment of ${named}`;
    return { why, next: "Check out the whole history: `fetch-depth: 0`." };
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    return {
      why: `the deployments of ${named} cannot be read: ${error.message}`,
      next: "Give the job `permissions:` with `deployments: read`.",
    };
  }
}

async function lastDeployed(api: GithubApi, environment: string): Promise<string | null> {
  let looked = 0;
  for await (const { id, sha } of api.deployments(environment)) {
    if (await api.wasSuccessful(id)) return /^[0-9a-f]{40,64}$/.test(sha) ? sha : null;
    if (++looked === searched) return null;
  }
  return null;
}

async function isInCheckout({ cwd, env }: Pick<Io, "cwd" | "env">, commit: string): Promise<boolean> {
  const looking = promisify(execFile)("git", ["cat-file", "-e", `${commit}^{commit}`], { cwd, env, timeout: 20_000 });
  return looking.then(
    () => true,
    () => false,
  );
}
