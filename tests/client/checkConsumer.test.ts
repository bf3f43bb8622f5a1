import { createServer } from "node:https";

import type { Connection } from "../../client/connection/connection";
import { checkConsumer } from "../../client/consumer/checkConsumer";
import { makeCertificate } from "../support/certificates";
import { connectionTo } from "./support/fixtures";
import { startProxy } from "./support/proxy";
import { json, listen, raw, type Reaction, scriptedServer, silence } from "./support/server";

const key = "a-key";
const secret = 'a/secret+with:signs&more="';
const TOKEN = {
  access_token: "live-token",
  scope: "account webhook",
  token_type: "bearer",
  expires_in: 7200,
};

/** Asks a Bitbucket that reacts so, by the connection to a cluster that is another server. */
async function check(reaction: Reaction, overrides: Partial<Connection> = {}) {
  const server = await scriptedServer(reaction);
  try {
    const connection = connectionTo("https://cluster.example", overrides);
    const verdict = await checkConsumer({ web: server.url, key, secret }, connection);
    return { verdict, received: server.received };
  } finally {
    await server.close();
  }
}

test("sends one request with the pair and discards the token", async () => {
  const { verdict, received } = await check(json(200, TOKEN));
  expect(received).toMatchObject([
    {
      method: "POST",
      path: "/site/oauth2/access_token",
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    },
  ]);
  expect(verdict).toEqual({ kind: "right", permissions: ["account", "webhook"] });
});

test("doesn't follow a redirect", async () => {
  const elsewhere = await scriptedServer(json(200, TOKEN));
  const { verdict } = await check(raw(307, "", { location: elsewhere.url }));
  expect(verdict).toMatchObject({ kind: "unknown" });
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
});

test("an answer that doesn't come, or never ends, costs one attempt's time and says nothing", async () => {
  const dripping: Reaction = (response) => response.writeHead(200).write("{");
  for (const reaction of [silence, dripping]) {
    const { verdict, received } = await check(reaction, { attemptTimeoutMs: 200 });
    expect(verdict).toMatchObject({ kind: "unknown" });
    expect(received).toHaveLength(1);
  }
});

test("a huge answer is not read to its end", async () => {
  const { verdict } = await check(json(200, { ...TOKEN, padding: "x".repeat(100_000) }));
  expect(verdict).toMatchObject({ kind: "unknown" });
});

test("the way there is the connection's: its proxy, its own authority", async () => {
  const issuer = makeCertificate({ commonName: "Test authority" });
  const certificate = makeCertificate({ commonName: "bitbucket", names: ["bitbucket.example"], issuer });
  const server = await listen(createServer(certificate), [json(200, TOKEN)]);
  const proxy = await startProxy({ to: Number(new URL(server.url).port) });
  const before = process.env["HTTPS_PROXY"];
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;
  const consumer = { web: "https://bitbucket.example", key, secret };
  try {
    const trusting = connectionTo("https://cluster.example", { caCertificate: issuer.cert });
    expect(await checkConsumer(consumer, trusting)).toMatchObject({ kind: "right" });
    expect(proxy.asked).toEqual(["CONNECT bitbucket.example:443"]);
  } finally {
    if (before === undefined) delete process.env["HTTPS_PROXY"];
    else process.env["HTTPS_PROXY"] = before;
    await proxy.close();
    await server.close();
  }
});
