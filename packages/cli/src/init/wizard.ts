import { cancel, intro, isCancel, log, multiselect, note, outro, password, select, text } from "@clack/prompts";
import { counted } from "@skyvia-schedules/core/counted";
import { checkToken, isSkyviaError, type SkyviaClient, type Workspace } from "@skyvia-schedules/client";
import { baseUrlOf, withSession } from "../api/session.ts";
import { hasToken } from "../api/token.ts";
import { createGit } from "../drift/git.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { StoppedWaiting } from "../process/wait-for.ts";
import { visible } from "../render/escape.ts";
import type { Context } from "../verb/context.ts";
import type { InitOutcome } from "../verb/outcome.ts";
import { RunError } from "../verb/run-error.ts";
import { chosenWorkspaces } from "./chosen-workspaces.ts";
import type { Ci } from "./ci-files.ts";
import { checkPlaces, type InitFlags } from "./init-settings.ts";
import { repositoryAbove } from "./repository.ts";
import { setUp } from "./set-up.ts";
import { withTokenInMemory, withVariable } from "./token-in-memory.ts";

/** The streams that a question uses. */
type Terminal = NonNullable<Context["io"]["terminal"]> & { readonly signal: AbortSignal };

/** Asks at the terminal for everything that the flags leave open. Enter takes every default. Ctrl-C and Esc end it before any file is written. */
export async function askAndSetUp(context: Context, flags: InitFlags): Promise<InitOutcome> {
  const { io, interruption } = context;
  if (io.terminal === null) throw new RunError("confirmation-missing", "there is no terminal to ask on", "Pass --yes.");
  const terminal = { ...io.terminal, signal: interruption.over };
  intro("Set up a repository for the schedules of Skyvia", terminal);
  const baseUrl = await askBaseUrl(context, flags, terminal);
  const addressed = { ...flags, ...(baseUrl === null ? {} : { baseUrl }) };
  if (hasToken(context, addressed)) {
    const { context: run, flags: asked } = await withTokenInMemory(context, addressed);
    return withSession(run, asked, async ({ client }) =>
      askRest(run, asked, terminal, client, await client.listWorkspaces()),
    );
  }
  for (;;) {
    const { tokenFrom = "SKYVIA_TOKEN" } = addressed;
    const run = withVariable(context, tokenFrom, await askToken(context, tokenFrom, terminal));
    const outcome = await withSession(run, addressed, async ({ client }) => {
      const live = await client.listWorkspaces().catch((error: unknown) => showRefusal(error, terminal));
      return live === null ? null : askRest(run, addressed, terminal, client, live);
    });
    if (outcome !== null) return outcome;
  }
}

/** Shows why a typed token cannot be used, so that the question is asked again. Throws every other error. */
function showRefusal(error: unknown, terminal: Terminal): null {
  if (!isSkyviaError(error) || error.code !== "auth") throw error;
  log.error(`${error.message}\n${error.next}`, terminal);
  return null;
}

/** Asks the questions after the token, and sets up. */
async function askRest(
  context: Context,
  flags: InitFlags,
  terminal: Terminal,
  client: SkyviaClient,
  live: readonly Workspace[],
): Promise<InitOutcome> {
  log.success(`The token is valid. It can access ${counted(live.length, "workspace")}.`, terminal);
  note(scopesNote, "What the token needs", terminal);
  const workspaces = await askWorkspaces(context, flags, live, terminal);
  const ci = flags.pulumi ? "none" : (flags.ci ?? (await askCi(context, flags, terminal)));
  await checkPlaces(context, { ...flags, ci });
  const outcome = await setUp(context, client, { flags, ci, workspaces });
  outro("Done. Nothing was switched: only GET was sent.", terminal);
  return outcome;
}

const scopesNote = `Plan: Integration / Read, Integration / Read Schedule, and Workspace / Read for names.
Apply: Integration / Enable-Disable Schedule as well. Only a write would show whether the token has it.
Skyvia makes tokens in its web page: account settings, API, access tokens.`;

async function askBaseUrl(context: Context, flags: InitFlags, terminal: Terminal): Promise<string | null> {
  if (flags.baseUrl !== undefined || context.io.env["SKYVIA_BASE_URL"] !== undefined) {
    log.info(`The API is ${baseUrlOf(context, flags)}.`, terminal);
    return null;
  }
  const initialValue = baseUrlOf(context, flags);
  return answered(
    context,
    await text({
      ...terminal,
      message: "Where is the API?",
      initialValue,
      validate: (value) => problemOf(() => baseUrlOf(context, { baseUrl: value ?? "" })),
    }),
    terminal,
  );
}

async function askToken(context: Context, variable: string, terminal: Terminal): Promise<string> {
  return answered(
    context,
    await password({
      ...terminal,
      message: `The API token (it is not shown and not stored; set ${variable} to skip this question)`,
      validate: (value) => problemOf(() => checkToken(value ?? "")),
    }),
    terminal,
  );
}

function problemOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isSkyviaError(error) || error instanceof RunError) return error.message;
    throw error;
  }
}

async function askWorkspaces(
  context: Context,
  flags: InitFlags,
  live: readonly Workspace[],
  terminal: Terminal,
): Promise<readonly Workspace[]> {
  if (flags.all || (flags.workspace ?? []).length > 0) return chosenWorkspaces(live, flags);
  const byId = live.toSorted((a, b) => a.id - b.id);
  if (byId.length === 0) return byId;
  const ids = answered(
    context,
    await multiselect<number>({
      ...terminal,
      message: "Which workspaces are managed here?",
      options: byId.map(({ id, name }) => ({ value: id, label: visible(name ?? `workspace ${id}`), hint: String(id) })),
      initialValues: byId.map(({ id }) => id),
      required: true,
    }),
    terminal,
  );
  return byId.filter(({ id }) => ids.includes(id));
}

async function askCi(context: Context, { dir }: InitFlags, terminal: Terminal): Promise<Ci> {
  const top = await repositoryAbove(context, dir);
  if (top !== null) {
    log.info(`CI reads its files at the top of a repository only, which is ${top}: none are written here.`, terminal);
    return "none";
  }
  return answered(
    context,
    await select<Ci>({
      ...terminal,
      message: "Which CI runs plan, apply and drift?",
      options: [
        { value: "github", label: "GitHub Actions" },
        { value: "gitlab", label: "GitLab CI" },
        { value: "none", label: "None for now" },
      ],
      initialValue: await hostOf(context, dir),
    }),
    terminal,
  );
}

/** The CI of the host of the repository's remote. none: there is no remote, or it has another host. */
async function hostOf(context: Context, dir: string): Promise<Ci> {
  const git = createGit(context, absolutePath(context.io, dir));
  const remote = await git(["config", "--get", "remote.origin.url"]).then(String, () => "");
  if (remote.includes("github")) return "github";
  return remote.includes("gitlab") ? "gitlab" : "none";
}

/** The answer to a question. Throws a `RunError` if somebody pressed Ctrl-C or Esc. */
function answered<T>({ interruption }: Context, answer: T, terminal: Terminal): Exclude<T, symbol> {
  if (!isCancel(answer)) return answer as Exclude<T, symbol>;
  cancel("Stopped. No file was written.", terminal);
  if (interruption.over.aborted && !interruption.signal.aborted) {
    throw new StoppedWaiting(interruption, "your answer");
  }
  interruption.interrupt();
  throw new RunError("interrupted", "stopped before anything was written", "Run `skyvia-schedules init` again.");
}
