import { pastOverlays, place, sharedWithStack } from "@skyvia-schedules/core";
import { loadConfigNow, type Config } from "../files/config-files.ts";
import type { Context, Verb } from "../verb/context.ts";
import type { FileFlags } from "../flags/plan-flags.ts";
import { noteIdleLimitsOfFiles } from "../plan/limit-notes.ts";
import { readPulumiStack } from "../files/pulumi-stack.ts";
import { visible } from "../render/escape.ts";

type Flags = FileFlags & {
  readonly fixExpired: boolean;
  readonly pulumiStack?: readonly string[];
};

const validate: Verb<Flags> = async (context, flags) => {
  const { fixExpired, pulumiStack = [] } = flags;
  if (fixExpired) await checkFiles(context, flags);
  const config = await loadConfigNow(context, flags);
  const schedules = (await Promise.all(pulumiStack.map((stack) => readPulumiStack(context, stack)))).flat();
  const found = [...config.problems, ...sharedWithStack(config.desired, schedules)];
  if (found.length > 0) return { kind: "problems", problems: found, error: null };
  const problems = fixExpired ? await deleteExpired(context, config) : [];
  if (problems.length > 0) return { kind: "problems", problems, error: null };
  noteIdleLimitsOfFiles(context.io, config.desired);
  const { workspaces } = config.desired;
  return {
    kind: "valid",
    entries: workspaces.reduce((sum, { entries }) => sum + entries.length, 0),
    workspaces: workspaces.length,
    stackSchedules: pulumiStack.length === 0 ? null : schedules.length,
  };
};

async function checkFiles({ io }: Context, { file = [] }: Flags): Promise<void> {
  const { checkEditable } = await import("../files/output-file.ts");
  await checkEditable(io, file);
}

/** Deletes expired holds and freezes from the files. If one file cannot be edited, no file is. */
async function deleteExpired({ io }: Context, { desired, files }: Config): Promise<Config["problems"]> {
  const now = io.now();
  const past = pastOverlays(desired.overlays, now);
  const { removePast } = await import("@skyvia-schedules/core/yaml");
  const own = files.filter(({ file }) => past.some(({ source }) => source.file === file));
  const edited = own.map((file) => ({ file, ...removePast(file, now) }));
  const problems = edited.flatMap((one) => one.problems);
  if (problems.length > 0) return problems;
  const { rewriteFiles } = await import("../files/rewrite-files.ts");
  await rewriteFiles(
    io,
    edited.map(({ file, text }) => ({ file: file.file, before: file.bytes, text })),
  );
  for (const { source } of past) io.stderr.write(`${visible(place(source))}: deleted\n`);
  return [];
}

export default validate;
