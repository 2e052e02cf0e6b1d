import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** The ids of the processes whose environment has this text in it: a process hands its environment on to what it starts. */
export function processesWith(text: string): readonly number[] {
  const ids = process.platform === "linux" ? fromProc(text) : fromPs(text);
  return ids.filter((id) => id !== process.pid);
}

function fromProc(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => environmentOf(name).includes(text))
    .map(Number);
}

function environmentOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/environ`, "utf8"); // empty for one that has ended and was not waited for
  } catch {
    return ""; // it ended meanwhile, or is not ours
  }
}

function fromPs(text: string): number[] {
  const lines = execFileSync("ps", ["-Aww", "-E", "-o", "pid=,command="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(text)).map((line) => Number.parseInt(line, 10));
}
