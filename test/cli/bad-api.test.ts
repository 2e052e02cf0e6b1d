import { createServer } from "node:http";
import { once } from "node:events";
import type { Fault } from "@skyvia-schedules/emulator";
import { describe, test, type ExpectStatic } from "vitest";
import { printed, seen, withoutPort } from "./laws.ts";
import { openPlace, type RunOptions } from "./place.ts";
import { config } from "./world.ts";

/** The output of an `apply` that cannot read: it has written nothing, and JSON has the same error. */
async function stopped(
  expect: ExpectStatic,
  exitCode: 1 | 6,
  fault: Fault | null,
  options: RunOptions = {},
): Promise<string> {
  await using place = await openPlace();
  place.write("skyvia.yaml", config);
  if (fault !== null) place.emulator.addFault({ fault });
  const [text, json] = await Promise.all([
    place.run(["apply", "--yes"], options),
    place.run(["apply", "--yes", "--format", "json"], options),
  ]);
  const { error, changes, ...rest } = printed(json);
  expect({ ...rest, changes }).toMatchObject({ command: "apply", exitCode, changes: [] });
  expect(text).toMatchObject({ code: exitCode, stdout: "" });
  // Which of several calls in flight fails first is random; how it fails is not.
  expect(text.stderr.replaceAll(/\(GET \S+/g, "")).toBe(
    `error: ${error?.message}\n  ${error?.next}\n`.replaceAll(/\(GET \S+/g, ""),
  );
  expect(place.writes()).toEqual([]);
  expect(place.files()).toEqual(["skyvia.yaml"]);
  return seen(text);
}

describe.concurrent("an API that does not answer as it should", () => {
  test("the server is down", async ({ expect }) => {
    const env = { SKYVIA_BASE_URL: await closedUrl() };
    expect(await stopped(expect, 1, null, { env })).toMatchInlineSnapshot(`
      "error: the API could not be reached: nothing answers at http://127.0.0.1:PORT: the connection was refused (ECONNREFUSED) (GET /v1/workspaces/7, 4 attempts)
        Try again later; check the base URL, the network and the proxy settings.
      exit code 1
      "
    `);
  });

  test("no JSON", async ({ expect }) => {
    expect(await stopped(expect, 1, { type: "truncated_json" })).toMatchInlineSnapshot(`
      "error: the answer cannot be used: it is not JSON, or cut off (GET /v1/workspaces/7 answered 200, 4 attempts)
        Check the base URL; if it is right, the API has changed: look for a newer version of this client.
      exit code 1
      "
    `);
  });

  test("an HTML page with status 200", async ({ expect }) => {
    expect(await stopped(expect, 1, { type: "wrong_content_type" })).toMatchInlineSnapshot(`
      "error: the answer cannot be used: it is text/html, not JSON (GET /v1/workspaces/7 answered 200, 4 attempts)
        Check the base URL: it must be the API's, not a web page's; a proxy or a login page may also have answered.
      exit code 1
      "
    `);
  });

  test("a redirect is not followed", async ({ expect }) => {
    expect(await stopped(expect, 1, { type: "redirect" })).toMatchInlineSnapshot(`
      "error: the answer cannot be used: it is a redirect to elsewhere.invalid (GET /v1/workspaces/7 answered 302)
        Set the base URL to the address of the API: redirects are not followed, because they would send the token to another place.
      exit code 1
      "
    `);
  });

  test("a failure of the server", async ({ expect }) => {
    expect(await stopped(expect, 1, { type: "status", status: 503 })).toMatchInlineSnapshot(`
      "error: the API failed (GET /v1/workspaces/7 answered 503, 4 attempts: Injected status 503.)
        Try again later: the fault is on the side of the API.
      exit code 1
      "
    `);
  });

  test("text in an answer that would steer the terminal", async ({ expect }) => {
    await using place = await openPlace();
    const message = "\u001b[2J\u202egnp.exe";
    place.emulator.addFault({ fault: { type: "status", status: 400, body: { errorCode: 400, errors: {}, message } } });
    expect(seen(await place.run(["workspaces"]))).toMatchInlineSnapshot(`
      "error: the API does not accept this (GET /v1/workspaces answered 400: \\u{1b}[2J\\u{202e}gnp.exe)
        Correct what the message names. The state of the integration may also not allow the call now.
      exit code 1
      "
    `);
    const json = await place.run(["workspaces", "--format", "json"]);
    expect(json.stdout).toMatch(/^[\n\u0020-\u007e]*$/);
    expect(printed(json).error?.message).toContain(message);
  });
});

describe.concurrent("a token that is refused", () => {
  test("wrong", async ({ expect }) => {
    expect(await stopped(expect, 6, null, { env: { SKYVIA_TOKEN: "of-another-account" } })).toMatchInlineSnapshot(`
      "error: the token was refused (GET /v1/workspaces/7 answered 403: Access token is unknown, expired or revoked.)
        Copy a valid token from the account settings in Skyvia; tokens expire within a year.
      exit code 6
      "
    `);
  });

  test("short of the scope to read", async ({ expect }) => {
    expect(await stopped(expect, 6, null, { env: { SKYVIA_TOKEN: "lister-token" } })).toMatchInlineSnapshot(`
      "error: the token may not read workspaces (GET /v1/workspaces/7 answered 403: Access token lacks the scope "Workspace / Read".)
        Give the token the scope "Workspace / Read" and access to this workspace.
      exit code 6
      "
    `);
  });

  test("short of the scope to write: the plan is made, nothing is written", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    const env = { SKYVIA_TOKEN: "reader-token" };
    expect((await place.run(["plan"], { env })).code).toBe(0);
    const text = await place.run(["apply", "--yes", "--concurrency", "1"], { env });
    expect(seen(text)).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  not-started
        - disable  2  Hourly leads    enabled → disabled  failed
            the token may not disable schedules (POST /v1/workspaces/7/integrations/2/schedule/disable answered 403: Access token lacks the scope "Integration / Enable-Disable Schedule".)
            Give the token the scope "Integration / Enable-Disable Schedule" and access to this workspace, or make only calls that read.
        - disable  3  stg-orders      enabled → disabled  not-started

      Applied: 0 done, 1 failed, 2 not started.
      error: the token may not disable schedules (POST /v1/workspaces/7/integrations/2/schedule/disable answered 403: Access token lacks the scope "Integration / Enable-Disable Schedule".)
        Give the token the scope "Integration / Enable-Disable Schedule" and access to this workspace, or make only calls that read.
      exit code 6
      "
    `);
    const json = printed(await place.run(["apply", "--yes", "--concurrency", "1", "--format", "json"], { env }));
    expect([json.exitCode, json.error?.code, json.changes.map(({ result }) => result)]).toEqual([
      6,
      "auth",
      ["not-started", "failed", "not-started"],
    ]);
    expect(place.emulator.requests().filter(({ method, status }) => method === "POST" && status === 200)).toEqual([]);
  });

  test("refused in the middle of writing: the finished writes are reported, and the rest is not tried", async ({
    expect,
  }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.emulator.addFault({ match: { method: "POST" }, when: { from: 2 }, fault: { type: "revoke_token" } });
    const ended = await place.run(["apply", "--yes", "--concurrency", "1"]);
    expect(withoutPort(seen(ended))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  not-started
        - disable  2  Hourly leads    enabled → disabled  done
        - disable  3  stg-orders      enabled → disabled  failed
            the token was refused (POST /v1/workspaces/7/integrations/3/schedule/disable answered 403: Access token is unknown, expired or revoked.)
            Copy a valid token from the account settings in Skyvia; tokens expire within a year.

      Applied: 1 done, 1 failed, 1 not started.
      error: the token was refused (POST /v1/workspaces/7/integrations/3/schedule/disable answered 403: Access token is unknown, expired or revoked.)
        Copy a valid token from the account settings in Skyvia; tokens expire within a year.
      exit code 3
      "
    `);
  });
});

/** The URL of a server that has just ended. */
async function closedUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}
