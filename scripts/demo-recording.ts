import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createRecording } from "./recording.ts";

// docs/demo.svg, made from the output of `skyvia-schedules demo`.

const root = fileURLToPath(new URL("..", import.meta.url));

/** The demo as a picture, with a frame for each step. `played` is what it prints with colours. */
export function demoRecording(played: string): string {
  return createRecording(
    played.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:8086"),
    "The demo: import, plan, apply, a limit, drift, a comment, a hold, a freeze and its thaw",
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { stdout } = await promisify(execFile)(process.execPath, ["packages/cli/bin/skyvia-schedules.js", "demo"], {
    cwd: root,
    env: { PATH: process.env["PATH"], FORCE_COLOR: "1" },
  });
  writeFileSync(`${root}docs/demo.svg`, demoRecording(stdout));
}
