import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { openRepository, type Repository } from "../gitops/repository.ts";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const file = (schedule: string): string =>
  `version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - { id: 1, schedule: ${schedule} }\n`;

/** A repository whose last commit was applied; then somebody enabled integration 1, and another one was created. */
async function open(): Promise<{ place: Place; repository: Repository }> {
  const place = await openPlace();
  const repository = openRepository(place.folder);
  place.write("skyvia.yaml", file("disabled"));
  repository.commit();
  place.emulator.world.enable(7, 1);
  return { place, repository };
}

interface Seen {
  readonly causes: readonly (string | undefined)[];
  readonly codes: readonly string[];
  readonly stderr: string;
  readonly code: number | null;
}

async function drift(place: Place, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const ended = await place.run(["drift", ...args, "--format", "json"], { env });
  const { changes, problems } = printed(ended);
  const causes = changes.map(({ cause }) => cause);
  return { causes, codes: problems.map(({ code }) => code), stderr: ended.stderr, code: ended.code };
}

describe.concurrent("the last apply by --applied", () => {
  test("the files of that revision are read by the rules of -f: a folder, a link, a hidden folder", async ({
    expect,
  }) => {
    const { place, repository } = await open();
    await using _ = place;
    mkdirSync(join(place.folder, "skyvia/.github"), { recursive: true });
    mkdirSync(join(place.folder, "shared"));
    place.write("skyvia/.github/ci.yml", "on: push\n");
    place.write("shared/base.txt", file("disabled"));
    symlinkSync("../shared/base.txt", join(place.folder, "skyvia/link.yaml"));
    repository.commit();
    expect((await drift(place, ["-f", "skyvia", "--applied", "HEAD"])).causes).toEqual(["turned-on-outside"]);
    place.write("shared/base.txt", file("enabled"));
    repository.commit();
    place.emulator.world.disable(7, 1);
    expect((await drift(place, ["-f", "skyvia", "--applied", "HEAD~1"])).causes).toEqual(["config-changed"]);
  });

  test("a name in capitals counts there, as it does in a folder of -f", async ({ expect }) => {
    const { place, repository } = await open();
    await using _ = place;
    mkdirSync(join(place.folder, "skyvia"));
    place.write("skyvia/PROD.YAML", file("disabled"));
    repository.commit();
    expect((await drift(place, ["-f", "skyvia", "--applied", "HEAD"])).causes).toEqual(["turned-on-outside"]);
  });

  test.for(["no-such-revision", "", "--all", "0".repeat(40)])(
    "a revision that does not exist is 5, and nothing is read: %j",
    async (revision, { expect }) => {
      const { place } = await open();
      await using _ = place;
      const { code, stderr } = await place.run(["drift", `--applied=${revision}`]);
      expect(code, stderr).toBe(5);
      expect(place.emulator.requests()).toEqual([]);
    },
  );

  test("a revision that a shallow clone lacks is 5, and it says how to fetch it", async ({ expect }) => {
    const { place, repository } = await open();
    await using _ = place;
    place.write("skyvia.yaml", file("enabled"));
    repository.commit();
    const first = repository.git("rev-parse", "HEAD~1").trim();
    execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${place.folder}`, join(place.folder, "clone")]);
    const { code, stderr } = await place.run(["drift", "-f", "clone/skyvia.yaml", "--applied", first]);
    expect([code, stderr]).toEqual([5, expect.stringContaining("This clone is shallow: fetch the whole history")]);
  });
});

test("a commit of a workflow or a README next to the files changes neither cause nor unmanaged-new", async ({
  expect,
}) => {
  const { place, repository } = await open();
  await using _ = place;
  place.emulator.world.add(7, { name: "Fresh", schedule: "enabled" });
  mkdirSync(join(place.folder, ".github/workflows"), { recursive: true });
  place.write(".github/workflows/ci.yml", "on: push\n");
  place.write("README.md", "#\n");
  repository.git("add", "--all");
  const who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com"];
  const env = { PATH: process.env["PATH"], HOME: place.folder, GIT_COMMITTER_DATE: "2037-01-01T00:00:00Z" };
  execFileSync("git", [...who, "commit", "--quiet", "--message", "Docs"], { cwd: place.folder, env });
  for (const paths of ["skyvia.yaml", ".", "*.yaml"]) {
    const { causes, codes } = await drift(place, ["-f", paths, "--applied", "HEAD"]);
    expect([causes, codes]).toEqual([["turned-on-outside"], ["unmanaged-new"]]);
  }
});

test.for([
  ["no git", null, "there is no git command on this machine"],
  [
    "dubious ownership",
    "echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128",
    "git says: detected dubious ownership in repository at '/x'",
  ],
  [
    "a bare repository",
    "echo 'fatal: this operation must be run in a work tree' >&2; exit 128",
    "must be run in a work",
  ],
] as const)(
  "git that refuses to answer is reported in one line, and nothing is guessed: %s",
  async (row, { expect }) => {
    const [, script, message] = row;
    const { place } = await open();
    await using _ = place;
    const bin = join(place.folder, "bin");
    mkdirSync(bin);
    if (script !== null) {
      place.write("bin/git", `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, "git"), 0o755);
    }
    const { causes, codes, stderr, code } = await drift(place, ["--applied", "HEAD"], { PATH: bin });
    expect([causes, codes, code]).toEqual([["unknown"], [], 2]);
    expect(stderr.split("\n").filter((line) => line.includes(message))).toHaveLength(1);
  },
);
