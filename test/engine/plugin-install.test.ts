import { createServer, type Server } from "node:http";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { placeHosts } from "../../scripts/engine/place-hosts.ts";
import { generateSdks } from "../../scripts/sdks/generate-sdks.ts";
import { test } from "./engine-test.ts";
import { releaseFolder } from "./plugin-stage.ts";
import { activated, installPython, pythonOr } from "./python.ts";
import { openStage } from "./stage.ts";

const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** Serves the archives of a release folder. `asked` has the paths of the requests. */
async function serveRelease(): Promise<AsyncDisposable & { readonly url: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const folder = await releaseFolder();
  const server: Server = createServer((request, response) => {
    const file = basename(request.url ?? "");
    asked.push(file);
    const path = join(folder, file);
    if (existsSync(path) && file.endsWith(".tar.gz")) response.end(readFileSync(path));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("from pip install to an unchanged second up: the engine downloads the plugin by itself", async ({
  engine,
  expect,
  skip,
}) => {
  const python = pythonOr(skip);
  await using release = await serveRelease();
  await using stage = await openStage(engine, {
    linked: false,
    path: [await placeHosts(engine, note), join(python, "bin")],
  });
  const sdks = join(stage.folder, "sdks");
  await generateSdks(sdks, note, release.url);
  const site = join(stage.folder, "site");
  installPython(python, sdks, site);
  stage.write("Pulumi.yaml", "name: stage\nruntime: python\n");
  stage.write(
    "__main__.py",
    `import pulumi
import pulumi_skyvia as skyvia

orders = skyvia.IntegrationSchedule("orders", workspace_id=1, integration_id=12, enabled=True)
pulumi.export("state", orders.state)
`,
  );
  const how = { env: { ...activated(python, site), PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false" } };
  const output = await stage.succeed("up --yes", how);
  expect(output).toMatch(/Downloading plugin[^\n]*skyvia|skyvia[^\n]*install/i);
  expect(stage.takeWrites()).toEqual(["enable 1/12"]);
  expect(release.asked.filter((file) => file.endsWith(".tar.gz"))).toEqual([
    expect.stringMatching(/^pulumi-resource-skyvia-v\d+\.\d+\.\d+-\w+-\w+\.tar\.gz$/),
  ]);
  expect(await stage.succeed("up --yes", how)).toContain("2 unchanged");
  expect(release.asked.filter((file) => file.endsWith(".tar.gz"))).toHaveLength(1);
});

test("an archive that is installed by hand is used, with the secret token of the stack", async ({ engine, expect }) => {
  await using stage = await openStage(engine, { linked: false, path: [await placeHosts(engine, note)] });
  const system = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}.tar.gz`;
  const folder = await releaseFolder();
  const archive = readdirSync(folder).find((file) => file.endsWith(system)) ?? "";
  const version = /-v(\d+\.\d+\.\d+)-/.exec(archive)?.[1] ?? "";
  await stage.succeed(`plugin install resource skyvia ${version} --file ${join(folder, archive)}`);
  expect(await stage.succeed("plugin ls")).toMatch(new RegExp(`skyvia +resource +${version}`));
  stage.write(
    "Pulumi.yaml",
    `name: stage
runtime: yaml
resources:
  orders:
    type: skyvia:IntegrationSchedule
    properties: { workspaceId: 1, integrationId: 12, enabled: true }
`,
  );
  const how = { env: { SKYVIA_TOKEN: undefined } };
  expect(await stage.fail("up --yes", how)).toContain("there is no token for the Skyvia API");
  await stage.succeed(`config set --secret skyvia:token ${stage.emulator.token}`);
  await stage.succeed("up --yes", how);
  expect(stage.takeWrites()).toEqual(["enable 1/12"]);
});
