import { createServer } from "node:https";
import { createServer as createHttpServer } from "node:http";
import { createClusterClient } from "../../client/clusterClient";
import type { Connection } from "../../client/connection";
import { makeCertificate } from "./support/certificates";
import { connectionTo, id, newConfiguration, virtualTime, wire } from "./support/fixtures";
import { type ProxyRules, startProxy, type TestProxy } from "./support/proxy";
import { json, listen, type Reaction, type ScriptedServer } from "./support/server";

const authority = makeCertificate({ commonName: "Test authority" });
const certificate = makeCertificate({ commonName: "cluster", names: ["cluster.example"], issuer: authority });
const password = "p@ss/word&more";
const credentials = `Basic ${Buffer.from(`joe:${password}`).toString("base64")}`;

let server: ScriptedServer;
let proxy: TestProxy;
const names = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "ALL_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));

beforeEach(() => {
  for (const name of names) Reflect.deleteProperty(process.env, name);
});

afterEach(async () => {
  for (const name of names) {
    if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before[name];
  }
  await proxy.close();
  await server.close();
});

async function start(
  rules: Partial<ProxyRules> = {},
  script: Reaction[] = [json(200, wire), json(200, wire)],
  secure = true,
) {
  server = await listen(secure ? createServer(certificate) : createHttpServer(), script);
  proxy = await startProxy({ to: Number(new URL(server.url).port), ...rules });
}

function client(overrides: Partial<Connection> = {}) {
  const connection = connectionTo("https://cluster.example", { caCertificate: authority.cert, ...overrides });
  return createClusterClient(connection, {}, virtualTime());
}

test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])(
  "%s leads an https cluster through a tunnel, own authority included",
  async (name) => {
    await start();
    process.env[name] = `http://127.0.0.1:${proxy.port}`;
    const cluster = client();
    await cluster.get(id);
    await cluster.get(id);

    // One tunnel serves both requests.
    expect(proxy.asked).toEqual(["CONNECT cluster.example:443"]);
    expect(server.received.map(({ headers }) => headers["proxy-authorization"])).toEqual([
      undefined,
      undefined,
    ]);
  },
);

test("HTTP_PROXY leads a plain http cluster through the proxy", async () => {
  await start({ authorization: credentials }, [json(200, wire)], false);
  process.env["HTTP_PROXY"] = `http://joe:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
  const http = {
    apiUrl: "http://cluster.example",
    baseUrl: "http://cluster.example",
    allowInsecureHttp: true,
  };
  await client(http).get(id);

  expect(proxy.asked).toEqual([`GET http://cluster.example/v1/scms/${id}`]);
});

test("this machine itself is never asked for through a proxy", async () => {
  await start({}, [json(200, wire)], false);
  process.env["HTTP_PROXY"] = `http://127.0.0.1:${proxy.port}`;
  await createClusterClient(connectionTo(server.url)).get(id);

  expect(proxy.asked).toEqual([]);
  expect(server.received).toHaveLength(1);
});

test("user and password go to the proxy, and to it alone", async () => {
  await start({ authorization: credentials });
  process.env["HTTPS_PROXY"] = `http://joe:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
  await client().get(id);

  expect(proxy.authorizations).toEqual([credentials]);
  expect(JSON.stringify(server.received)).not.toContain(credentials);
});

test("a wrong password ends the operation at once, with advice on it", async () => {
  await start({ authorization: credentials });
  process.env["HTTPS_PROXY"] = `http://joe:wrong@127.0.0.1:${proxy.port}`;

  await expect(client().create(newConfiguration)).rejects.toMatchObject({
    name: "NetworkError",
    reason: "proxy",
    detail: "it answered 407 to CONNECT",
    advice: expect.stringContaining("HTTPS_PROXY") as string,
    attempts: 1,
    outcomeUnknown: false,
  });
  expect(server.received).toEqual([]);
});

test("the same in front of plain http", async () => {
  await start({ authorization: credentials }, [], false);
  process.env["HTTP_PROXY"] = `http://127.0.0.1:${proxy.port}`;

  await expect(client({ baseUrl: "http://cluster.example" }).list()).rejects.toMatchObject({
    reason: "proxy",
    attempts: 1,
  });
});

test("a proxy that can't reach the cluster is tried again", async () => {
  await start({ refuse: 503 });
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;

  await expect(client({ maxRetries: 2 }).list()).rejects.toMatchObject({ reason: "proxy", attempts: 3 });
});

test("a proxy that is not there is the proxy's failure, not the cluster's", async () => {
  await start();
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;
  await proxy.close();

  await expect(client({ maxRetries: 0 }).list()).rejects.toMatchObject({
    reason: "proxy",
    detail: expect.stringContaining("ECONNREFUSED") as string,
  });
});

test("a proxy that says nothing costs one attempt's time and keeps no connection", async () => {
  await start({ silent: true });
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;

  await expect(client({ maxRetries: 0, attemptTimeoutMs: 100 }).list()).rejects.toMatchObject({
    reason: "timeout",
  });
  await until(() => proxy.open() === 0);
});

test.each([
  ["socks5://127.0.0.1:1080", /only http:\/\/ and https:\/\/ work/],
  ["http://joe:%zz@127.0.0.1:1", /not percent-encoded/],
  ["http://", /not a URL/],
])("a proxy that can't be used is not passed by: %s", async (value, detail) => {
  await start();
  process.env["HTTPS_PROXY"] = value;

  await expect(client().list()).rejects.toMatchObject({
    reason: "proxy",
    attempts: 1,
    detail: expect.stringMatching(detail) as string,
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
