import { alikeNote } from "../api/workspace-argument.ts";
import type { SkyviaClient } from "@skyvia-schedules/client";
import {
  askGuards,
  createLayers,
  describeLayers,
  everything,
  matchingEntries,
  nextOf,
  parseId,
  plan,
  type DesiredState,
  type DesiredWorkspace,
  type LiveIntegration,
  type LiveWorkspace,
  type Problem,
} from "@skyvia-schedules/core";
import { loadConfigNow } from "../files/config-files.ts";
import type { Verb } from "../verb/context.ts";
import type { ExplainFlags } from "../flags/plan-flags.ts";
import { readLedgerOf, type LedgerContent } from "../ledger/ledger-file.ts";
import { correctionsOf } from "../plan/corrections.ts";
import { checkWanted, narrow, workspacesOfRun } from "../plan/narrow.ts";
import type { Outcome } from "../verb/outcome.ts";
import { refuse } from "../plan/reconcile.ts";
import type { Explanation } from "../verb/explanation.ts";
import { RunError } from "../verb/run-error.ts";
import { baseUrlOf, withSession, type ApiSession } from "../api/session.ts";

/** How many of the last writes of the ledger are shown. */
const shownWrites = 5;

const explain: Verb<ExplainFlags, [integration: string]> = async (context, flags, asked) => {
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return refuse(context, flags, config);
  checkWanted(config.desired, [flags.workspace]);
  const ledger = await readLedgerOf(context, flags.ledger, baseUrlOf(context, flags));
  const part = workspacesOfRun(config.desired, { workspace: [flags.workspace] });
  const work = async ({ client }: ApiSession): Promise<Outcome> => {
    const desired = await narrow({ ...config.desired, workspaces: part }, [flags.workspace], client);
    const workspace = desired.workspaces[0] as DesiredWorkspace;
    const [failure, found] = await Promise.all([checkName(client, workspace), find(client, workspace, asked)]);
    const state = await client.getSchedule(workspace.id, found.integration.id);
    const schedules = new Map([[found.integration.id, { kind: "known", state } as const]]);
    const live = { id: workspace.id, failure, listing: found.listing, schedules };
    return explanationOf({ desired, workspace, at: flags.at ?? context.io.now() }, found, live, ledger);
  };
  return withSession(context, flags, work, part);
};

async function checkName(client: SkyviaClient, { id, name }: DesiredWorkspace): Promise<LiveWorkspace["failure"]> {
  if (name === null) return null;
  const live = await client.getWorkspace(id);
  return live.name === name ? null : { kind: "name-differs", name: live.name };
}

interface Found {
  readonly integration: LiveIntegration;
  /** The part of the listing that decides about this integration. */
  readonly listing: ReadonlyMap<number, LiveIntegration>;
  /** Whether the listing is complete. */
  readonly isWhole: boolean;
}

/**
 * A search by name needs the listing. A search by id needs it only where an entry by name selects the integration too, or where all integrations must be
 * managed.
 */
async function find(client: SkyviaClient, workspace: DesiredWorkspace, asked: string): Promise<Found> {
  const id = parseId(asked);
  if (id === null) return findByName(await readListing(client, workspace.id), workspace.id, asked);
  const integration = await client.getIntegration(workspace.id, id);
  const isNamed = workspace.entries.some(
    ({ selector }) => selector.kind === "name" && selector.name === integration.name,
  );
  if (!isNamed && workspace.unmanaged !== "fail") {
    return { integration, listing: new Map([[id, integration]]), isWhole: false };
  }
  return { integration, listing: await readListing(client, workspace.id), isWhole: true };
}

async function readListing(client: SkyviaClient, workspaceId: number): Promise<Found["listing"]> {
  const listing = new Map<number, LiveIntegration>();
  for await (const integration of client.integrations(workspaceId)) listing.set(integration.id, integration);
  return listing;
}

function findByName(listing: Found["listing"], workspaceId: number, name: string): Found {
  const found = [...listing.values()].filter((integration) => integration.name === name);
  const [integration] = found;
  if (integration !== undefined && found.length === 1) return { integration, listing, isWhole: true };
  const ids = found.map(({ id }) => id).join(", ");
  throw new RunError(
    "integration-not-found",
    found.length === 0
      ? `no integration of workspace ${workspaceId} is named ${JSON.stringify(name)}${alikeNote(name, listing.values())}`
      : `${found.length} integrations of workspace ${workspaceId} are named ${JSON.stringify(name)}: ${ids}`,
    `Give the integration's id; \`skyvia-schedules list -w ${workspaceId}\` lists them.`,
  );
}

/** What the user asks about, and for which instant. */
interface Asked {
  readonly desired: DesiredState;
  readonly workspace: DesiredWorkspace;
  readonly at: number;
}

function explanationOf(
  { desired, workspace, at }: Asked,
  { integration, isWhole }: Found,
  live: LiveWorkspace,
  ledger: LedgerContent,
): Outcome {
  const { id } = integration;
  const isOwn = ({ integrationId }: { readonly integrationId: number | null }): boolean => integrationId === id;
  const entries = matchingEntries(workspace, integration);
  const all = plan(desired, new Map([[workspace.id, live]]), everything, at);
  const layers = entries[0] && createLayers(desired.overlays, workspace.id)(entries[0].entry, integration);
  const changes = all.changes.filter(isOwn);
  const deciding = entries[0] === undefined ? null : workspace.entries.indexOf(entries[0].entry);
  const isShown = (one: Problem): boolean => isOwn(one) || one.scope === "workspace" || one.entry === deciding;
  const workspaces = all.coverage.map((part) => (isWhole ? part : { ...part, managed: null }));
  const corrections = correctionsOf(ledger, desired, at);
  const problems = askGuards({ changes, workspaces, desired, problems: all.problems }, { corrections });
  const schedule = live.schedules.get(id);
  const explanation: Explanation = {
    workspace: { id: workspace.id, name: workspace.name },
    integration: { id, name: integration.name, modified: integration.modified },
    at,
    layers: entries[0] === undefined || layers === undefined ? [] : describeLayers(entries[0].entry, layers, at),
    next: layers === undefined ? null : nextOf([{ workspaceId: workspace.id, layers, count: 1 }], at),
    live: schedule?.kind === "known" ? schedule.state : "undefined",
    entries,
    limits: workspace.limits,
    ledger: ledger.writes.filter((line) => line.workspaceId === workspace.id && isOwn(line)).slice(-shownWrites),
    change: changes[0] ?? null,
    problems: entries.length === 0 ? [] : problems.filter(isShown),
  };
  return { kind: "explanation", explanation };
}

export default explain;
