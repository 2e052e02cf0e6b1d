import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What the script `demo` of the root runs once all is built. */
function demoCommand(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: { demo: string } };
  const [, command = ""] = /&& node (.*)$/.exec(scripts.demo) ?? [];
  return command.split(" ");
}

test("the demo walks through the main job, command by command", async () => {
  const env = { PATH: process.env["PATH"], HOME: root };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, demoCommand(), { cwd: root, env });
  expect(stderr).toBe("");
  expect(stdout.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT")).toMatchSnapshot();
  const steps = stdout.split("\n").filter((line) => line.startsWith("$ ") || line.startsWith("exit code"));
  expect(steps).toEqual([
    "$ skyvia-schedules validate -f skyvia.yaml",
    "$ skyvia-schedules plan -f skyvia.yaml",
    "$ skyvia-schedules apply -f skyvia.yaml --yes",
    "$ skyvia-schedules plan -f skyvia.yaml",
    "$ skyvia-schedules plan -f skyvia.yaml --detailed-exitcode",
    "exit code 2",
    "$ skyvia-schedules drift -f skyvia.yaml",
    "exit code 2",
    "$ skyvia-schedules apply -f skyvia.yaml --yes",
    "$ skyvia-schedules apply -f skyvia.yaml --yes",
    "exit code 3",
    "$ skyvia-schedules apply -f skyvia.yaml --yes",
    "$ skyvia-schedules status -f skyvia.yaml",
  ]);
});
