import { createRandom, type Random } from "../random.ts";
import type { Seed, SeedExecution, SeedIntegration } from "./seed.ts";

const rhythms = ["Nightly", "Hourly", "Daily", "Weekly", "Monthly", "Realtime"] as const;
const subjects = ["orders", "invoices", "leads", "customers", "tickets", "payments", "shipments", "campaigns"] as const;
const routes = [
  "Salesforce to Snowflake",
  "HubSpot to BigQuery",
  "Shopify to Redshift",
  "Stripe to PostgreSQL",
  "Zendesk to SQL Server",
  "QuickBooks to MySQL",
] as const;
const stages = ["", "", "", "stg-", "dev-"] as const;
const types = ["dataflow", "export", "controlflow", "replication", "import", "sync", "custom"] as const;
const day = 86_400_000;

/** One workspace with `count` integrations. Equal counts give equal seeds, and names repeat as they do in real workspaces. */
export function generateSeed(count: number): Seed {
  const random = createRandom(count);
  const integrations = Array.from({ length: count }, (_, index) => integration(1001 + index, random));
  return { workspaces: [{ id: 1, name: "Production", integrations }] };
}

function integration(id: number, random: Random): SeedIntegration {
  const created = Date.UTC(2026, 0, 5, 8) + Math.floor(random() * 200) * day;
  return {
    id,
    name: `${pick(stages, random)}${pick(rhythms, random)} ${pick(subjects, random)}: ${pick(routes, random)}`,
    type: pick(types, random),
    schedule: scheduleOf(random()),
    created: isoDate(created),
    modified: isoDate(created + Math.floor(random() * 60) * day),
    executions: [execution(created + 61 * day, random), execution(created + 62 * day, random)],
    ...(random() < 0.05 && { runs: { ends: "failed" as const, errorRows: 7 } }),
  };
}

function execution(date: number, random: Random): SeedExecution {
  const failed = random() < 0.1;
  return {
    date: isoDate(date),
    duration: 5 + Math.floor(random() * 300),
    state: failed ? "Failed" : "Succeeded",
    successRows: Math.floor(random() * 5000),
    errorRows: failed ? 1 + Math.floor(random() * 40) : 0,
  };
}

/** Six in ten are on, three are off, one has no schedule. */
function scheduleOf(chance: number): "enabled" | "disabled" | "undefined" {
  return chance < 0.6 ? "enabled" : chance < 0.9 ? "disabled" : "undefined";
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

function isoDate(time: number): string {
  return new Date(time).toISOString();
}
