import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { LoadLimits, LoadReport } from "@skyvia-schedules/emulator";

/** An emulator in a separate process. */
export interface EmulatorProcess {
  readonly url: string;
  readonly token: string;
  /** The paths of the API requests since the last `clear`, oldest first. */
  paths(): Promise<readonly string[]>;
  clear(): Promise<void>;
  /** The limits of the load, and their effect since they were set. */
  load(): Promise<LoadReport>;
  /** Sets the limits anew: all counts start again. */
  setLoad(limits: Partial<LoadLimits>): Promise<void>;
  close(): Promise<void>;
}

/** Starts an emulator with the integrations of a seed file; each answer waits for `latency` milliseconds. */
export async function startEmulatorProcess(tool: string, seed: string, latency: number = 0): Promise<EmulatorProcess> {
  const slow = latency === 0 ? [] : ["--latency", `${latency}ms`];
  const args = [tool, "emulator", "--port", "0", "--seed", seed, "--format", "json", ...slow];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  const requests = `${url}/_emulator/requests`;
  return {
    url,
    token,
    paths: async () => {
      const history = (await (await fetch(requests)).json()) as {
        requests: readonly { path: string; query: string }[];
      };
      return history.requests.map(({ path, query }) => (query === "" ? path : `${path}?${query}`));
    },
    clear: async () => {
      await fetch(requests, { method: "DELETE" });
    },
    load: async () => (await (await fetch(`${url}/_emulator/load`)).json()) as LoadReport,
    setLoad: async (limits) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/_emulator/load`, { method: "POST", headers, body: JSON.stringify(limits) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    close: async () => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    },
  };
}
