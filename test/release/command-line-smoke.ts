import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExpectStatic } from "vitest";
import { run, start } from "./program.ts";

/** What must work in every form in which the command line is given to users. Each row is a test. */
export interface Smoke {
  readonly does: string;
  readonly check: (command: readonly string[], expect: ExpectStatic) => Promise<void>;
}

/** The variables of a program: no Node.js is on this PATH. */
const bare = { PATH: import.meta.dirname, LANG: "C.UTF-8" };

export const smokes: readonly Smoke[] = [
  {
    does: "demo shows the main job, and leaves no file behind",
    check: async (command, expect) =>
      inEmptyFolder(async (cwd) => {
        const { code, stdout, stderr } = await run([...command, "demo"], {
          cwd,
          env: { ...bare, HOME: cwd, TMPDIR: cwd },
        });
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(stdout).toMatch(/Applied: 3 done, 0 failed/);
        expect(readdirSync(cwd).filter((name) => name !== "node-compile-cache")).toEqual([]);
      }),
  },
  {
    does: "emulator answers, its page included, and ends at a signal",
    check: async (command, expect) =>
      inEmptyFolder(async (cwd) => {
        const args = ["emulator", "--port", "0", "--format", "json"];
        const { child, firstOutput, ended } = start([...command, ...args], { cwd, env: { ...bare, HOME: cwd } });
        try {
          const { url, token } = JSON.parse(await firstOutput) as { url: string; token: string };
          for (const path of ["/", "/page.css", "/page.js", "/openapi.json", "/v1/workspaces"]) {
            const answer = await fetch(url + path, { headers: { authorization: token } });
            expect([path, answer.status]).toEqual([path, 200]);
            await answer.text();
          }
        } finally {
          child.kill("SIGTERM");
          await ended;
        }
      }),
  },
  {
    does: "schema prints each of the five schemas",
    check: async (command, expect) =>
      inEmptyFolder(async (cwd) => {
        for (const word of ["yaml", "plan", "output", "ledger", "seed"]) {
          const { code, stdout } = await run([...command, "schema", word], { cwd, env: { ...bare, HOME: cwd } });
          expect(code).toBe(0);
          expect(JSON.parse(stdout)).toHaveProperty("$id", expect.stringContaining(`/${word}.json`));
        }
      }),
  },
  {
    does: "a wrong verb is code 5, with its reason on stderr",
    check: async (command, expect) =>
      inEmptyFolder(async (cwd) => {
        const { code, stderr } = await run([...command, "aply"], { cwd, env: { ...bare, HOME: cwd } });
        expect(code).toBe(5);
        expect(stderr).toMatch(/aply/);
      }),
  },
];

async function inEmptyFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "skyvia-smoke-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
