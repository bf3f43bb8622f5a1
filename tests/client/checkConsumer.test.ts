import { createServer } from "node:https";
import { inspect } from "node:util";

import type { Connection } from "../../client/connection/connection";
import { checkConsumer } from "../../client/consumer/checkConsumer";
import { makeCertificate } from "../support/certificates";
import { withoutProxies } from "../support/proxyEnvironment";
import { findSecrets } from "../support/secrets";
import { apiKey, connectionTo } from "./support/fixtures";
import { startProxy } from "./support/proxy";
import { json, listen, raw, type Reaction, scriptedServer, silence } from "./support/server";

const key = "planted-key+/=&";
const secret = 'planted/secret+with:signs&more="';
const PAIR = Buffer.from(`${key}:${secret}`).toString("base64");
const TOKEN = {
  access_token: "live-token",
  scope: "account webhook",
  token_type: "bearer",
  expires_in: 7200,
};

withoutProxies();

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

test("sends one request with key and secret, without the cluster's credential, and discards the token", async () => {
  const { verdict, received } = await check(json(200, TOKEN));
  expect(received).toMatchObject([
    {
      method: "POST",
      path: "/site/oauth2/access_token",
      headers: {
        authorization: `Basic ${PAIR}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    },
  ]);
  expect(findSecrets(JSON.stringify(received), [apiKey])).toEqual([]);
  expect(verdict).toEqual({ kind: "valid", permissions: ["account", "webhook"] });
});

test.each([301, 302, 303, 307, 308])(
  "doesn't follow a redirect with %d, and sends no key or secret to its target",
  async (status) => {
    const elsewhere = await scriptedServer(json(200, TOKEN));
    try {
      const { verdict } = await check(
        raw(status, "", { location: `${elsewhere.url}/site/oauth2/access_token` }),
      );
      expect(verdict).toMatchObject({ kind: "unknown" });
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  },
);

test.each<[string, Reaction]>([
  ["an error", (...args) => json(400, { error: args[1].headers.authorization })(...args)],
  ["a page", (...args) => raw(502, `<pre>${args[1].headers.authorization ?? ""}</pre>`)(...args)],
  ["a redirect", (...args) => raw(302, "", { Location: `https://e.example/${PAIR}` })(...args)],
  [
    "a broken response",
    (response, request) => response.writeHead(500, request.headers.authorization).destroy(),
  ],
])("shows neither key nor secret if they are echoed in %s", async (_what, reaction) => {
  const { verdict } = await check(reaction);
  expect(verdict).toMatchObject({ kind: "unknown" });
  expect(findSecrets(inspect(verdict, { depth: Infinity }), [key, secret, PAIR])).toEqual([]);
});

test("stops after one attempt's timeout if the response doesn't come or never ends", async () => {
  const dripping: Reaction = (response) => response.writeHead(200).write("{");
  for (const reaction of [silence, dripping]) {
    const { verdict, received } = await check(reaction, { attemptTimeoutMs: 200 });
    expect(verdict).toMatchObject({ kind: "unknown" });
    expect(received).toHaveLength(1);
  }
});

test("doesn't read a huge response to its end", async () => {
  const { verdict } = await check(json(200, { ...TOKEN, padding: "x".repeat(100_000) }));
  expect(verdict).toMatchObject({ kind: "unknown" });
});

test("uses the connection's proxy and CA", async () => {
  const issuer = makeCertificate({ commonName: "Test authority" });
  const certificate = makeCertificate({ commonName: "bitbucket", names: ["bitbucket.example"], issuer });
  const server = await listen(createServer(certificate), [json(200, TOKEN)]);
  const proxy = await startProxy({ to: Number(new URL(server.url).port) });
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;
  const consumer = { web: "https://bitbucket.example", key, secret };
  try {
    const trusting = connectionTo("https://cluster.example", { caCertificate: issuer.cert });
    expect(await checkConsumer(consumer, trusting)).toMatchObject({ kind: "valid" });
    expect(proxy.asked).toEqual(["CONNECT bitbucket.example:443"]);
  } finally {
    await proxy.close();
    await server.close();
  }
});
