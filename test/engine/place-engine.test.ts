import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parts } from "../../scripts/engine/engine.ts";
import type { MakeEngine } from "../../scripts/engine/engine.ts";
import { placeEngine, type Places } from "../../scripts/engine/place-engine.ts";
import { nodejsHost, pulumi } from "../../scripts/engine/versions.ts";

const key = `pulumi-${pulumi.version}-nodejs-${nodejsHost.version}`;

/** Writes an engine that can only print its version, or only some parts of an engine. */
function writeEngine(bin: string, version: string, written: readonly string[] = parts): void {
  mkdirSync(bin, { recursive: true });
  for (const part of written) {
    writeFileSync(join(bin, part), `#!/bin/sh\necho v${version}\n`);
    chmodSync(join(bin, part), 0o755);
  }
}

const making =
  (version: string): MakeEngine =>
  async (bin) =>
    writeEngine(bin, version);

const failing =
  (reason: string): MakeEngine =>
  async (bin) => {
    writeEngine(bin, "0.0.1", ["pulumi"]);
    throw new Error(reason);
  };

describe("placeEngine", () => {
  let folder: string;
  let cache: string;
  const said: string[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "place-engine-"));
    cache = join(folder, "cache");
    said.length = 0;
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const place = (places: Partial<Places>) =>
    placeEngine((line) => said.push(line), { path: "/bin", cache, makers: [], ...places });
  const madeHere = () => ({ bin: join(cache, key, "bin"), version: pulumi.version });

  test("an engine on PATH that is new enough is used, and nothing is made", async () => {
    const bin = join(folder, "on path");
    writeEngine(bin, "3.900.0");
    const path = [join(folder, "nowhere"), bin, "/bin"].join(delimiter);
    expect(await place({ path, makers: [failing("must not be asked")] })).toEqual({ bin, version: "3.900.0" });
    expect(existsSync(cache)).toBe(false);
  });

  test("a link on PATH is followed: the parts of the engine are at its target", async () => {
    const bin = join(folder, "opt");
    writeEngine(bin, "3.900.0");
    mkdirSync(join(folder, "links"));
    symlinkSync(join(bin, "pulumi"), join(folder, "links", "pulumi"));
    expect((await place({ path: `${join(folder, "links")}${delimiter}/bin` })).bin).toBe(bin);
  });

  test.each([
    ["older than what is needed", "3.200.0", parts],
    ["without the host of Node.js", "3.900.0", ["pulumi"]],
  ])("an engine on PATH that is %s is not used", async (_, version, written) => {
    const bin = join(folder, "on path");
    writeEngine(bin, version, written);
    expect(await place({ path: `${bin}${delimiter}/bin`, makers: [making(pulumi.version)] })).toEqual(madeHere());
  });

  test("the cached engine comes before any maker", async () => {
    await place({ makers: [making(pulumi.version)] });
    expect(await place({ makers: [failing("must not be asked")] })).toEqual(madeHere());
  });

  test("makers are called in order; files of a failed one are removed", async () => {
    expect(await place({ makers: [failing("no network"), making(pulumi.version)] })).toEqual(madeHere());
    expect(readdirSync(cache)).toEqual([key]);
  });

  test("a maker that leaves a part out has failed", async () => {
    const half: MakeEngine = async (bin) => writeEngine(bin, pulumi.version, ["pulumi"]);
    await expect(place({ makers: [half] })).rejects.toThrow("no pulumi-language-nodejs and no pulumi-resource");
    expect(readdirSync(cache)).toEqual([]);
  });

  test("a cached engine that does not run is replaced", async () => {
    writeEngine(join(cache, key, "bin"), "garbage");
    expect(await place({ makers: [making(pulumi.version)] })).toEqual(madeHere());
    expect(readdirSync(cache)).toEqual([key]);
  });

  test("if there is no engine, every reason is reported, and what to install", async () => {
    const error = await place({ makers: [failing("no network"), failing("there is no Go on PATH")] }).catch(
      (thrown: Error) => thrown.message.replaceAll(folder, "."),
    );
    expect(error).toMatchInlineSnapshot(`
      "there is no Pulumi engine, and none can be made:
        - there is no pulumi on PATH
        - there is no engine in ./cache/pulumi-3.259.0-nodejs-3.68.0/bin
        - no network
        - there is no Go on PATH
      Install Pulumi 3.259.0 or later (https://www.pulumi.com/docs/install), or Go 1.26 (https://go.dev/dl), and run \`npx -y pnpm@12 engine\`."
    `);
  });

  test("two runs at once both end with the whole engine", async () => {
    let arrived = 0;
    let release = (): void => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: MakeEngine = async (bin) => {
      writeEngine(bin, pulumi.version, ["pulumi"]);
      if (++arrived === 2) release();
      await both;
      writeEngine(bin, pulumi.version);
    };
    const engines = await Promise.all([place({ makers: [slow] }), place({ makers: [slow] })]);
    expect(engines).toEqual([madeHere(), madeHere()]);
    expect(readdirSync(cache)).toEqual([key]);
  });

  test("a run that is killed half way leaves nothing that disturbs another one", async () => {
    const module = fileURLToPath(new URL("../../scripts/engine/place-engine.ts", import.meta.url));
    const program = `
      import { writeFileSync } from "node:fs";
      import { placeEngine } from ${JSON.stringify(module)};
      const half = async (bin) => {
        writeFileSync(bin + "/pulumi", "half");
        console.log("half");
        await new Promise((resolve) => setTimeout(resolve, 1e9));
      };
      await placeEngine(() => {}, { path: "/bin", cache: ${JSON.stringify(cache)}, makers: [half] });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "close");
    expect(readdirSync(cache)).toEqual([expect.stringMatching(/^making-/)]);

    expect(await place({ makers: [making(pulumi.version)] })).toEqual(madeHere());
    expect(readdirSync(cache)).toEqual([key]);
  });
});

test("the modules name what they build, and the cache is keyed by it", () => {
  expect([pulumi, nodejsHost].map(({ tool, version }) => `${tool}@v${version}`)).toEqual([
    "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi@v3.259.0",
    "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs@v3.68.0",
  ]);
});
