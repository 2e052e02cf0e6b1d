import { dirname, join } from "node:path";
import { counted } from "@skyvia-schedules/core/counted";
import { placePrefix, type DesiredWorkspace } from "@skyvia-schedules/core";
import { loadConfig, usualPlaces, type Config } from "../files/config-files.ts";
import { parseJson } from "../files/parse-json.ts";
import { readTextFile } from "../files/read-file.ts";
import { schemaFor, schemaUrl } from "../files/schema-place.ts";
import { tool } from "../process/version.ts";
import type { Context } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";
import { fail, ok, skip, warn, type Finding, type Sample, type TokenSample } from "./check.ts";

/** The files of the desired state, and what their schema lines say. */
export interface CheckedFiles {
  readonly files: Finding;
  readonly schema: Finding;
  /** The tokens that the files use, each with what its scopes can be checked with. Empty: there are no workspaces. */
  readonly tokens: readonly TokenSample[];
}

export async function checkFiles(context: Context, given: readonly string[] | undefined): Promise<CheckedFiles> {
  if (given === undefined && (await usualPlaces(context.io)).length === 0) {
    const found = skip("there are no files; `skyvia-schedules init` writes them");
    return { files: found, schema: found, tokens: [] };
  }
  try {
    const config = await loadConfig(context, given);
    return { files: validity(config), schema: await checkSchemaLines(context, config), tokens: tokensOf(config) };
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const files = fail(error.message, error.record.next);
    return { files, schema: skip("not checked: the files cannot be read"), tokens: [] };
  }
}

function validity({ files, problems }: Config): Finding {
  const [first] = problems;
  if (first === undefined) return ok(`${counted(files.length, "file")}, valid`);
  const others = problems.length === 1 ? "" : ` (${problems.length} problems)`;
  return fail(
    `${placePrefix(first.source)}${first.message}${others}`,
    "`skyvia-schedules validate` lists every problem with its next step.",
  );
}

function tokensOf({ desired }: Config): TokenSample[] {
  const byVariable = Map.groupBy(desired.workspaces, ({ tokenFrom }) => tokenFrom?.variable ?? null);
  return [...byVariable].flatMap(([variable, [first]]) =>
    first === undefined ? [] : [{ variable, sample: sampleOf(first) }],
  );
}

function sampleOf({ id, entries }: DesiredWorkspace): Sample {
  const integrations = entries.flatMap(({ selector }) => (selector.kind === "id" ? [selector.id] : []));
  return { workspaceId: id, integrationId: integrations[0] ?? null };
}

const schemaLine = /^#\s*yaml-language-server:\s*\$schema=(\S+)/;

async function checkSchemaLines(context: Context, { files }: Config): Promise<Finding> {
  let checked = 0;
  for (const { file, bytes } of files) {
    const lines = Buffer.from(bytes)
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/, 20);
    const index = lines.findIndex((line) => schemaLine.test(line));
    if (index === -1) continue;
    checked++;
    const [, target = ""] = schemaLine.exec(lines[index] ?? "") ?? [];
    const wrong = await whatIsWrong(context, file, target);
    if (wrong === null) continue;
    const right = file === "-" ? schemaUrl() : await schemaFor(context.io, file);
    return warn(`${file}:${index + 1}:1: ${wrong}`, nextStep(file, target, right));
  }
  return checked === 0 ? skip("no file has a schema line") : ok("of this version");
}

/** Where the line leads to the right place, the file there is not the right one. */
function nextStep(file: string, target: string, right: string): string {
  const path = join(dirname(file), target);
  if (target === right) return `Write the schema again: \`skyvia-schedules schema > ${path}\`.`;
  const line = `Write \`# yaml-language-server: $schema=${right}\``;
  if (isAddress(target)) return `${line}.`;
  return `${line}, or make the file: \`mkdir -p ${dirname(path)} && skyvia-schedules schema > ${path}\`.`;
}

const isAddress = (target: string): boolean => /^https?:/.test(target);

function ifUnreadable(error: unknown): null {
  if (error instanceof RunError) return null;
  throw error;
}

async function whatIsWrong(context: Context, file: string, target: string): Promise<string | null> {
  const { version } = tool();
  if (isAddress(target)) {
    const [, found] = /skyvia-schedules@([^/]+)\//.exec(target) ?? [];
    return found === undefined || found === version
      ? null
      : `the schema is for version ${found}, and this tool is ${version}`;
  }
  const path = join(dirname(file), target);
  const text = await readTextFile(context, path, () => new RunError("file-unreadable", "", "")).catch(ifUnreadable);
  if (text === null) return `there is no file ${target}`;
  const [, found] = /skyvia-schedules@([^/"]+)\//.exec(text) ?? [];
  if (found === undefined || parseJson(text) === undefined) return `${target} is not the schema of skyvia-schedules`;
  return found === version ? null : `the schema is for version ${found}, and this tool is ${version}`;
}
