import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createClusterClient } from "../../client/api/clusterClient";
import type { Connection } from "../../client/connection/connection";
import { type CertificateOptions, makeCertificate } from "../support/certificates";
import { withoutProxies } from "../support/proxyEnvironment";
import { apiKey, connectionTo, id, newConfiguration, virtualTime, wire } from "./support/fixtures";
import { type ProxyRules, startProxy, type TestProxy } from "./support/proxy";
import { json, listen, type Reaction, type ScriptedServer } from "./support/server";

const authority = makeCertificate({ commonName: "Test authority" });
const certificate = makeCertificate({ commonName: "cluster", names: ["cluster.example"], issuer: authority });
const password = "p@ss/word&more";
const credentials = `Basic ${Buffer.from(`joe:${password}`).toString("base64")}`;

let server: ScriptedServer;
let proxy: TestProxy;

withoutProxies();

afterEach(async () => {
  await proxy.close();
  await server.close();
});

async function start(
  rules: Partial<ProxyRules> = {},
  script: Reaction[] = [json(200, wire), json(200, wire)],
  secure = true,
  names?: CertificateOptions,
) {
  const own = names === undefined ? certificate : makeCertificate(names);
  server = await listen(secure ? createServer(own) : createHttpServer(), script);
  proxy = await startProxy({ to: Number(new URL(server.url).port), ...rules });
}

function client(overrides: Partial<Connection> = {}) {
  const connection = connectionTo("https://cluster.example", { caCertificate: authority.cert, ...overrides });
  return createClusterClient(connection, {}, virtualTime());
}

test.each(["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])(
  "reaches an https cluster with a private CA through the tunnel of %s",
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

test("reaches an http cluster through HTTP_PROXY", async () => {
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

test("never uses a proxy for this machine", async () => {
  await start({}, [json(200, wire)], false);
  process.env["HTTP_PROXY"] = `http://127.0.0.1:${proxy.port}`;
  await createClusterClient(connectionTo(server.url)).get(id);

  expect(proxy.asked).toEqual([]);
  expect(server.received).toHaveLength(1);
});

test("sends the proxy's user and password only to the proxy", async () => {
  await start({ authorization: credentials });
  process.env["HTTPS_PROXY"] = `http://joe:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
  await client().get(id);

  expect(proxy.authorizations).toEqual([credentials]);
  expect(JSON.stringify(server.received)).not.toContain(credentials);
});

test("fails at once with advice if the proxy's password is wrong", async () => {
  await start({ authorization: credentials });
  process.env["HTTPS_PROXY"] = `http://joe:wrong@127.0.0.1:${proxy.port}`;

  await expect(client().create(newConfiguration)).rejects.toMatchObject({
    name: "NetworkError",
    reason: "proxy",
    detail: "the proxy returned status 407 for CONNECT",
    advice: expect.stringContaining("HTTPS_PROXY") as string,
    attempts: 1,
    ambiguousOutcome: false,
  });
  expect(server.received).toEqual([]);
});

test("fails at once for unencrypted HTTP if the proxy's password is missing", async () => {
  await start({ authorization: credentials }, [], false);
  process.env["HTTP_PROXY"] = `http://127.0.0.1:${proxy.port}`;

  await expect(client({ baseUrl: "http://cluster.example" }).list()).rejects.toMatchObject({
    reason: "proxy",
    attempts: 1,
  });
});

test("retries if the proxy can't reach the cluster", async () => {
  await start({ refuse: 503 });
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;

  await expect(client({ maxRetries: 2 }).list()).rejects.toMatchObject({ reason: "proxy", attempts: 3 });
});

test("reports an unreachable proxy as the proxy's failure", async () => {
  await start();
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;
  await proxy.close();

  await expect(client({ maxRetries: 0 }).list()).rejects.toMatchObject({
    reason: "proxy",
    detail: expect.stringContaining("ECONNREFUSED") as string,
  });
});

test("ends an attempt through a silent proxy at its timeout and closes the connection", async () => {
  await start({ silent: true });
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;

  await expect(client({ maxRetries: 0, attemptTimeoutMs: 100 }).list()).rejects.toMatchObject({
    reason: "timeout",
  });
  await until(() => proxy.open() === 0);
});

test.each(["http://cluster.example", "https://cluster.example"])(
  "closes the connection to a silent https proxy after a request to %s",
  async (address) => {
    await start({}, [], false);
    const sockets = new Set<Socket>();
    const silent = createTcpServer((socket) => {
      sockets.add(socket.resume());
      socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    });
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    try {
      process.env["ALL_PROXY"] = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
      const overrides = { apiUrl: address, baseUrl: address, maxRetries: 0, attemptTimeoutMs: 100 };

      await expect(client(overrides).list()).rejects.toMatchObject({
        reason: expect.stringMatching(/timeout|proxy/) as string,
      });
      await until(() => sockets.size === 0);
    } finally {
      silent.close();
    }
  },
);

test.each([
  ["socks5://127.0.0.1:1080", /neither an http:\/\/ nor an https:\/\/ URL/],
  ["http://joe:%zz@127.0.0.1:1", /isn't percent-encoded/],
  ["http://", /isn't a URL/],
])("doesn't bypass an unusable proxy: %s", async (value, detail) => {
  await start();
  process.env["HTTPS_PROXY"] = value;

  await expect(client().list()).rejects.toMatchObject({
    reason: "proxy",
    attempts: 1,
    detail: expect.stringMatching(detail) as string,
  });
});

const proxyCertificate = makeCertificate({
  commonName: "proxy",
  names: ["localhost"],
  ips: ["127.0.0.1"],
  issuer: authority,
});

describe.each([
  ["http://127.0.0.1", {}],
  ["https://127.0.0.1", { certificate: proxyCertificate }],
  ["https://localhost", { certificate: proxyCertificate }],
])("through the proxy %s", (address, rules) => {
  const proxyAddress = (): string => `${address}:${proxy.port}`;

  test.each([
    ["https://cluster.example", "cluster.example:443", { names: ["cluster.example"] }],
    ["https://cluster.example:8443", "cluster.example:8443", { names: ["cluster.example"] }],
    ["https://192.0.2.10", "192.0.2.10:443", { ips: ["192.0.2.10"] }],
    ["https://[2001:db8::10]", "[2001:db8::10]:443", { ips: ["2001:db8::10"] }],
    ["https://[2001:db8::10]:8443", "[2001:db8::10]:8443", { ips: ["2001:db8::10"] }],
  ])("requires a certificate for the host in %s", async (url, destination, right) => {
    const wrong = [{ names: ["localhost"] }, { names: ["proxy.example"], ips: ["127.0.0.1", "192.0.2.11"] }];
    for (const names of [right, ...wrong]) {
      await start(rules, [json(200, wire)], true, { commonName: "cluster", ...names, issuer: authority });
      process.env["HTTPS_PROXY"] = proxyAddress();
      const outcome = client({ apiUrl: url, baseUrl: url }).get(id);

      if (names === right) await expect(outcome).resolves.toMatchObject({ id });
      else await expect(outcome).rejects.toMatchObject({ reason: "tls", attempts: 1 });
      expect(proxy.asked).toEqual([`CONNECT ${destination}`]);
      expect(server.received.map(({ headers }) => headers.authorization)).toEqual(
        names === right ? [`Simple ${apiKey}`] : [],
      );
      await proxy.close();
      await server.close();
    }
  });

  test("sends unencrypted HTTP in absolute form", async () => {
    await start(rules, [json(200, wire)], false);
    process.env["HTTP_PROXY"] = proxyAddress();
    await client({ apiUrl: "http://[2001:db8::10]:8080", baseUrl: "http://[2001:db8::10]:8080" }).get(id);

    expect(proxy.asked).toEqual([`GET http://[2001:db8::10]:8080/v1/scms/${id}`]);
  });
});

test.each(["https://cluster.example", "http://cluster.example"])(
  "sends nothing of a request to %s to a proxy with another host's certificate",
  async (address) => {
    const certificate = makeCertificate({ commonName: "proxy", ips: ["192.0.2.1"], issuer: authority });
    await start({ certificate }, [], address.startsWith("https:"));
    process.env["ALL_PROXY"] = `https://joe:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;

    await expect(client({ apiUrl: address, baseUrl: address }).list()).rejects.toMatchObject({
      reason: "proxy",
      attempts: 1,
      detail: expect.stringContaining("127.0.0.1 is not in the cert's list") as string,
    });
    expect([proxy.asked, proxy.authorizations, server.received]).toEqual([[], [], []]);
  },
);

test("stops reading an endless response to CONNECT", async () => {
  let sent = 0;
  const onConnect = (socket: Duplex): void => {
    const pour = (): void => {
      const more = socket.write(`X-More: ${"x".repeat(1000)}\r\n`, () => (sent += 1010));
      if (more && !socket.destroyed) setImmediate(pour);
      else socket.once("drain", pour);
    };
    socket.on("error", () => undefined).write("HTTP/1.1 200 OK\r\n");
    pour();
  };
  await start({ onConnect });
  process.env["HTTPS_PROXY"] = `http://127.0.0.1:${proxy.port}`;

  await expect(client({ maxRetries: 0 }).list()).rejects.toMatchObject({
    reason: "proxy",
    detail: expect.stringContaining("overflow") as string,
  });
  await until(() => proxy.open() === 0);
  expect(sent).toBeLessThan(10_000_000);
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
