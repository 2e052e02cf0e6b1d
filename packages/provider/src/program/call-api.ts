import { all, output, RunError, runtime, type Input, type Output } from "@pulumi/pulumi";
import { createClient } from "@skyvia-schedules/client";
import type { Account } from "../account.ts";
import { describeError } from "../describe-error.ts";
import type { Question } from "../functions/question.ts";
import { userAgent } from "../user-agent.ts";
import { accountOf, accountPromise, settingsOutput } from "./account-settings.ts";
import { asRunError } from "./run-error.ts";
import type { FunctionOptions } from "./function-options.ts";

/** Calls the API now. Rejects with a `RunError`, which the engine shows without a stack. */
export async function ask<Args, T>(question: Question<Args, T>, args: Args, options: FunctionOptions): Promise<T> {
  return put(question, args, await accountPromise(options));
}

/** Arguments that may become known only later. */
export type InputsOf<Args> = { readonly [K in keyof Args]: Input<Args[K]> };

/** Calls the API once all arguments are known, which may never happen in a preview. */
export function askOutput<Args extends object, T>(
  question: Question<Args, T>,
  args: InputsOf<Args>,
  options: FunctionOptions,
): Output<T> {
  return all([output(args), settingsOutput(options)]).apply(async ([known, settings]) =>
    put(question, known as Args, accountOf(settings)),
  );
}

/** Sends an action to the API at once. Rejects with a `RunError` at preview, because nothing may be done then. */
export async function act<Args, T>(
  name: string,
  action: Question<Args, T>,
  args: Args,
  options: FunctionOptions,
): Promise<T> {
  if (runtime.isDryRun()) {
    throw new RunError(
      `${name} acts at once, but a preview must not act: call it outside of the program, around the stack, or only if pulumi.runtime.isDryRun() is false`,
    );
  }
  return ask(action, args, options);
}

async function put<Args, T>(question: Question<Args, T>, args: Args, account: Account): Promise<T> {
  const { token, baseUrl } = account;
  const client = createClient({ token, baseUrl, userAgent, env: process.env });
  try {
    return await question(client, args, {});
  } catch (error) {
    throw asRunError(describeError(error, account));
  } finally {
    await client.close();
  }
}
