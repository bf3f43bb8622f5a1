import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { useEmulator } from "../support/shared";
import { statusWithHost } from "./support";
import { PageClient } from "./pageClient";

const emulator = useEmulator();

const ADMIN = "/admin/source-code-management";

test.each([
  `${ADMIN}/%00/delete`,
  `${ADMIN}/%E0%A4%A/delete`,
  `${ADMIN}/%ff/default`,
  `${ADMIN}/..%2f..%2fadmin/delete`,
  `${ADMIN}/' OR 1=1 --/delete`,
  `${ADMIN}/${"x".repeat(8000)}/delete`,
  `${ADMIN}/internal/unknown`,
  "/account/%00",
  "/assets/..%2f..%2fpackage.json",
  "/assets/%2e%2e/package.json",
  "/assets/nothing.css",
  "/sign-in/below",
  "/?code=%00&state=%E0%A4%A",
  "/?code=a&code=b&state=c&state=d",
])("rejects %s without a failure", async (path) => {
  const client = await PageClient.signedIn(emulator);
  const { status } = await client.get(path);
  expect([400, 404]).toContain(status);
  expect([400, 403, 404]).toContain((await client.post(path)).status);
  expect(emulator.scms()).toHaveLength(1);
});

test.each([
  ["a cookie of another shape", { cookie: "ALGO_SESSION=%E0%A4%A; =; ;;; ALGO_SESSION" }],
  ["a huge cookie", { cookie: `ALGO_SESSION=${"x".repeat(8000)}` }],
  ["an empty cookie", { cookie: "ALGO_SESSION=" }],
])("doesn't sign in a user with %s", async (_what, headers) => {
  const { status, location } = await new PageClient(emulator).get(ADMIN, headers);
  expect([status, location]).toEqual([303, `/sign-in?to=${encodeURIComponent(ADMIN)}`]);
});

describe("the emulated Bitbucket", () => {
  test("responds only to its own address: 421", async () => {
    const { url, port } = emulator.bitbucket;
    expect(await statusWithHost(`${url}/2.0/user`, `localhost:${port}`)).toBe(401);
    for (const host of [`evil.test:${port}`, `127.0.0.1:${emulator.port}`, "127.0.0.1"]) {
      expect(await statusWithHost(`${url}/2.0/user`, host)).toBe(421);
    }
  });

  test.each([
    "/site/oauth2/authorize",
    "/site/oauth2/authorize?client_id=%00&response_type=%E0%A4%A&redirect_uri=javascript:alert(1)",
    `/site/oauth2/authorize?client_id=${"x".repeat(8000)}`,
    "/site/oauth2/access_token",
    "/2.0/user/..%2f..",
    "/assets/..%2f..%2fpackage.json",
    "/emulator/scms",
    "/v1/scms",
  ])("rejects %s without a failure", async (path) => {
    const { status } = await fetch(emulator.bitbucket.url + path);
    expect([400, 404]).toContain(status);
  });

  test("rejects a body of a megabyte, and a body that isn't a form", async () => {
    const url = `${emulator.bitbucket.url}/site/oauth2/access_token`;
    const large = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ code: "x".repeat(1_000_000) }),
    });
    expect(large.status).toBe(413);
    const binary = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: Buffer.from([0xff, 0x00, 0xfe, 0x3d]),
    });
    expect([binary.status, ((await binary.json()) as { error: string }).error]).toEqual([
      400,
      "unauthorized_client",
    ]);
  });

  test.each([
    ["none", "Basic"],
    ["no base64", "Basic !!!"],
    ["no colon", "Basic YQ=="],
    ["a colon alone", "Basic Og=="],
    ["8,000 letters", `Basic ${"A".repeat(8000)}`],
    ["a token that was never given", "Bearer x"],
  ])("rejects credentials with %s", async (_, authorization) => {
    const response = await fetch(`${emulator.bitbucket.url}/site/oauth2/access_token`, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    expect(await response.json()).toMatchObject({ error: "unauthorized_client" });
  });

  test("changes nothing if the client disconnects within the body", async () => {
    const { port } = emulator.bitbucket;
    const socket = connect(port, "127.0.0.1");
    const head = `POST /site/oauth2/access_token HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 500\r\n`;
    socket.end(`${head}Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=`);
    await text(socket).catch(() => undefined);
    expect((await fetch(`${emulator.bitbucket.url}/2.0/user`)).status).toBe(401);
  });
});
