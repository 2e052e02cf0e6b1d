import type { ScheduleState } from "../src/model/model.ts";
import type { ListingStep, LiveIntegration, ScheduleApi } from "../src/model/schedule-api.ts";

/** A failed call as the port rejects with it. */
export class CallFailure extends Error {
  readonly code: string;
  readonly attempts = 1;
  readonly status: number | null;
  readonly endsRun: boolean;
  readonly outcome: "not-sent" | null;

  constructor(
    code: string,
    { status = null as number | null, endsRun = false, outcome = null as "not-sent" | null } = {},
  ) {
    super(`call failed: ${code}`);
    this.code = code;
    this.status = status;
    this.endsRun = endsRun;
    this.outcome = outcome;
  }
}

/** What a call does instead of its work. `applied` works and fails after it. */
export type Twist = (call: string) => CallFailure | "silent" | "lost" | { readonly applied: CallFailure } | undefined;

/** A workspace in memory behind the port, with a log of its calls such as `enable 1`. */
export class World implements ScheduleApi {
  readonly calls: string[] = [];
  readonly schedules: Map<number, ScheduleState>;
  readonly integrations: LiveIntegration[];
  twist: Twist = () => undefined;
  pageSize = 2;
  name = "Production";

  constructor(schedules: Readonly<Record<number, ScheduleState>>, names: Readonly<Record<number, string>> = {}) {
    this.schedules = new Map(Object.entries(schedules).map(([id, state]) => [Number(id), state]));
    this.integrations = [...this.schedules].map(([id, state]) => ({
      id,
      name: names[id] ?? `I${id}`,
      type: "import",
      scheduled: state === "enabled",
      created: null,
      modified: null,
    }));
  }

  async getWorkspace(): Promise<{ name: string }> {
    await this.#call("workspace");
    return { name: this.name };
  }

  async *integrationPages(): AsyncIterable<ListingStep> {
    for (let at = 0; at < Math.max(1, this.integrations.length); at += this.pageSize) {
      await this.#call(`page ${at / this.pageSize}`);
      yield { kind: "page", items: this.integrations.slice(at, at + this.pageSize) };
    }
  }

  async getSchedule(_: number, id: number): Promise<ScheduleState> {
    await this.#call(`get ${id}`);
    const state = this.schedules.get(id);
    if (state === undefined) throw new CallFailure("not-found", { status: 404 });
    return state;
  }

  enableSchedule(_: number, id: number): Promise<{ active: boolean | null }> {
    return this.#set("enable", id, "enabled");
  }

  disableSchedule(_: number, id: number): Promise<{ active: boolean | null }> {
    return this.#set("disable", id, "disabled");
  }

  /** The calls that write. */
  get writes(): string[] {
    return this.calls.filter((call) => /^(enable|disable)/.test(call));
  }

  async #set(verb: string, id: number, state: ScheduleState): Promise<{ active: boolean | null }> {
    const twist = await this.#call(`${verb} ${id}`);
    if (twist === "lost") return { active: null };
    this.schedules.set(id, state);
    if (typeof twist === "object" && "applied" in twist) throw twist.applied;
    return { active: twist === "silent" ? null : state === "enabled" };
  }

  async #call(call: string): Promise<ReturnType<Twist>> {
    this.calls.push(call);
    const twist = this.twist(call);
    await Promise.resolve();
    if (twist instanceof CallFailure) throw twist;
    return twist;
  }
}
