import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly id: number;
  /** With its arguments. */
  readonly command: string;
}

/** The processes whose environment has this text in it: a process hands its environment on to what it starts. */
export function processesWith(text: string): readonly Process[] {
  const found = process.platform === "linux" ? fromProc(text) : fromPs(text);
  return found.filter(({ id }) => id !== process.pid);
}

function fromProc(text: string): Process[] {
  const read = (id: string, file: string): string => {
    try {
      return readFileSync(`/proc/${id}/${file}`, "utf8"); // empty for one that has ended and was not waited for
    } catch {
      return ""; // it ended meanwhile, or is not ours
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && read(name, "environ").includes(text))
    .map((name) => ({ id: Number(name), command: read(name, "cmdline").replaceAll("\0", " ") }));
}

function fromPs(text: string): Process[] {
  const lines = execFileSync("ps", ["-Aww", "-E", "-o", "pid=,command="], { encoding: "utf8" }).split("\n");
  return lines
    .filter((line) => line.includes(text))
    .map((line) => ({ id: Number.parseInt(line, 10), command: line.trim().replace(/^\d+ /, "") }));
}
