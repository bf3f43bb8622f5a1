import { createServer as createTcpServer, type Socket } from "node:net";
import { startEmulator } from "../../emulator/src";
import { type Authority, makeCertificate } from "../client/support/certificates";
import { startProxy } from "../client/support/proxy";
import { closedPort, connectionTo, diagnosis, listening } from "./support";

const authority = makeCertificate({ commonName: "Test authority" });
const day = 86_400_000;
const credential = { ALGORITHMIA_API_KEY: "simplanted", ALGORITHMIA_MAX_RETRIES: "0" };

// The provider reads the proxy from its own process's environment, and so does the doctor.
const proxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const before = proxyVariables.map((name) => [name, process.env[name]] as const);
beforeEach(() => proxyVariables.forEach((name) => Reflect.deleteProperty(process.env, name)));
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

test("dns: a name that nobody knows is a failure, and nothing after it is looked at", async () => {
  const lines = await diagnosis({ ...credential, ALGORITHMIA_API: "https://nobody.invalid" });
  expect(lines.dns).toMatchObject({
    status: "failure",
    detail: expect.stringMatching(
      /nobody\.invalid, can't be resolved \((ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\)/,
    ) as string,
    advice: expect.stringContaining("algorithmia:apiUrl") as string,
  });
  expect([lines.tcp.status, lines.tls.status, lines.authentication.status]).toEqual([
    "skipped",
    "skipped",
    "skipped",
  ]);
});

test("dns: a name is shown with its addresses", async () => {
  const lines = await diagnosis({ ...credential, ALGORITHMIA_API: `http://localhost:${await closedPort()}` });
  expect(lines.dns).toMatchObject({
    status: "ok",
    detail: expect.stringMatching(/^localhost is .*(127\.|::1)/) as string,
  });
});

test("tcp: a port where nothing listens is a failure", async () => {
  const lines = await diagnosis({
    ...credential,
    ALGORITHMIA_API: `https://127.0.0.1:${await closedPort()}`,
  });
  expect(lines.tcp).toMatchObject({
    status: "failure",
    detail: expect.stringContaining("ECONNREFUSED") as string,
    advice: expect.stringContaining("the cluster is up") as string,
  });
  expect(lines.tls.status).toBe("skipped");
});

test("tcp: an address that leads nowhere is a failure", async () => {
  const lines = await diagnosis({
    ...credential,
    ALGORITHMIA_API: "https://192.0.2.1", // RFC 5737: for documentation, so nobody's
    ALGORITHMIA_REQUEST_TIMEOUT: "0.2",
  });
  expect(lines.tcp).toMatchObject({
    status: "failure",
    detail: expect.stringContaining("no connection to the cluster at 192.0.2.1 port 443") as string,
    advice: expect.stringContaining("algorithmia:apiUrl") as string,
  });
});

describe("tls", () => {
  const forLoopback = (options: Partial<Parameters<typeof makeCertificate>[0]>): Authority =>
    makeCertificate({ commonName: "cluster", ips: ["127.0.0.1"], issuer: authority, ...options });

  async function withCertificate(tls: Authority, env = {}) {
    const emulator = await startEmulator({ tls });
    try {
      const trust = { ALGORITHMIA_CA_CERTIFICATE: authority.cert, ...env };
      return { lines: await diagnosis(connectionTo(emulator, trust)), requests: emulator.requests.all() };
    } finally {
      await emulator.close();
    }
  }

  test("an own authority that is named makes everything well", async () => {
    const { lines } = await withCertificate(forLoopback({ notAfter: new Date(Date.now() + 90.5 * day) }));
    expect(lines.tls).toMatchObject({
      status: "ok",
      detail: expect.stringMatching(
        /^TLSv1.* certificate of cluster by Test authority, with the own authority/,
      ) as string,
    });
    expect(lines.certificate).toMatchObject({
      status: "ok",
      detail: expect.stringContaining("in 90 days") as string,
    });
    expect(lines.management.status).toBe("ok");
  });

  test("a certificate that ends soon is a warning", async () => {
    const { lines } = await withCertificate(forLoopback({ notAfter: new Date(Date.now() + 12.5 * day) }));
    expect(lines.certificate).toMatchObject({
      status: "warning",
      detail: expect.stringContaining("in 12 days") as string,
      advice: expect.stringContaining("Renew") as string,
    });
  });

  test.each([
    ["expired", forLoopback({ notAfter: new Date(Date.now() - 3_600_000) }), {}, /expired/, /Renew/],
    [
      "for another name",
      makeCertificate({ commonName: "x", names: ["other.example"], issuer: authority }),
      {},
      /altnames/,
      /stands in the certificate/,
    ],
    [
      "self-signed",
      makeCertificate({ commonName: "x", ips: ["127.0.0.1"] }),
      {},
      /self-signed/,
      /caCertificate/,
    ],
    [
      "of an authority nobody named",
      forLoopback({}),
      { ALGORITHMIA_CA_CERTIFICATE: "" },
      /unable to/,
      /caCertificate/,
    ],
  ])(
    "a certificate that is %s is a failure, and no key is sent",
    async (_what, certificate, env, said, advised) => {
      const { lines, requests } = await withCertificate(certificate, env);
      expect(lines.tls).toMatchObject({
        status: "failure",
        detail: expect.stringMatching(said) as string,
        advice: expect.stringMatching(advised) as string,
      });
      expect([lines.certificate.status, lines.authentication.status]).toEqual(["skipped", "skipped"]);
      expect(requests).toEqual([]);
    },
  );

  test("a server that speaks no TLS is a failure", async () => {
    const emulator = await startEmulator();
    const lines = await diagnosis(
      connectionTo(emulator, { ALGORITHMIA_API: emulator.url.replace("http:", "https:") }),
    );
    await emulator.close();
    expect(lines.tls).toMatchObject({
      status: "failure",
      advice: expect.stringContaining("serves https") as string,
    });
  });

  test("a server that says nothing is a failure", async () => {
    const sockets: Socket[] = [];
    await using silent = await listening(createTcpServer((socket) => sockets.push(socket)));
    const lines = await diagnosis({
      ...credential,
      ALGORITHMIA_API: `https://127.0.0.1:${silent.port}`,
      ALGORITHMIA_REQUEST_TIMEOUT: "0.2",
    });
    for (const socket of sockets) socket.destroy();
    expect(lines.tls).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("no handshake within 0.2 s") as string,
    });
  });

  test("plain http to another machine, where it is allowed, is a warning", async () => {
    const emulator = await startEmulator({ hostNames: ["cluster.test"] });
    const proxy = await startProxy({ to: emulator.port });
    process.env["HTTP_PROXY"] = `http://127.0.0.1:${proxy.port}`;
    const lines = await diagnosis(
      connectionTo(emulator, {
        ALGORITHMIA_API: `http://cluster.test:${emulator.port}`,
        ALGORITHMIA_ALLOW_INSECURE_HTTP: "true",
      }),
    );
    await proxy.close();
    await emulator.close();
    expect(lines.tls).toMatchObject({
      status: "warning",
      advice: expect.stringContaining("https://") as string,
    });
    expect(lines.certificate.status).toBe("skipped");
    expect(lines.management.status).toBe("ok");
  });
});

describe("proxy", () => {
  const tls = makeCertificate({ commonName: "cluster", names: ["cluster.test"], issuer: authority });
  const env = { ALGORITHMIA_API: "https://cluster.test", ALGORITHMIA_CA_CERTIFICATE: authority.cert };

  async function through(rules: { authorization?: string; refuse?: number }, credentials = "") {
    const emulator = await startEmulator({ tls, hostNames: ["cluster.test"] });
    const proxy = await startProxy({ to: emulator.port, ...rules });
    process.env["HTTPS_PROXY"] = `http://${credentials}127.0.0.1:${proxy.port}`;
    try {
      return await diagnosis(
        connectionTo(emulator, { ...env, ALGORITHMIA_API: `https://cluster.test:${emulator.port}` }),
      );
    } finally {
      await proxy.close();
      await emulator.close();
    }
  }

  test("the whole way goes through it, and its password is not shown", async () => {
    const authorization = `Basic ${Buffer.from("me:planted-password").toString("base64")}`;
    const lines = await through({ authorization }, "me:planted-password@");
    expect(lines.proxy).toMatchObject({
      status: "ok",
      detail: expect.stringContaining("with the user and password") as string,
    });
    expect(lines.tcp.detail).toMatch(/^proxy at 127\.0\.0\.1/);
    expect([lines.tls.status, lines.certificate.status, lines.management.status]).toEqual([
      "ok",
      "warning",
      "ok",
    ]);
    expect(JSON.stringify(lines)).not.toContain("planted-password");
  });

  test.each([
    ["wants a password", { authorization: "Basic other" }, /407/],
    ["refuses the cluster", { refuse: 403 }, /403/],
    ["can't reach the cluster", { refuse: 502 }, /502/],
  ])("one that %s is a failure of the handshake", async (_what, rules, said) => {
    const lines = await through(rules);
    expect(lines.tls).toMatchObject({
      status: "failure",
      detail: expect.stringMatching(said) as string,
      advice: expect.stringContaining("HTTPS_PROXY") as string,
    });
  });

  test.each([
    ["no URL", "::planted-password::"],
    ["of another kind", "socks5://me:planted-password@127.0.0.1:1080"],
    ["wrongly encoded", "http://me:%planted-password@127.0.0.1:1"],
  ])("one that is %s is a failure that shows no password", async (_what, url) => {
    process.env["HTTPS_PROXY"] = url;
    const lines = await diagnosis({ ...credential, ...env });
    expect(lines.proxy).toMatchObject({
      status: "failure",
      advice: expect.stringContaining("NO_PROXY") as string,
    });
    expect(lines.dns.status).toBe("skipped");
    expect(JSON.stringify(lines)).not.toContain("planted-password");
  });

  test("one whose name nobody knows, and one that is down, are told apart from the cluster", async () => {
    process.env["HTTPS_PROXY"] = "http://proxy.invalid:3128";
    expect((await diagnosis({ ...credential, ...env })).dns).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("the name of the proxy, proxy.invalid") as string,
    });
    process.env["HTTPS_PROXY"] = `http://127.0.0.1:${await closedPort()}`;
    expect((await diagnosis({ ...credential, ...env })).tcp).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("no connection to the proxy") as string,
      advice: expect.stringContaining("HTTPS_PROXY") as string,
    });
  });
});
