import { startEmulator } from "../../emulator/src";
import { makeCertificate } from "../support/certificates";
import { startProxy } from "../client/support/proxy";
import { fullPort } from "./fullPort";
import { withoutProxies } from "../support/proxyEnvironment";
import { closedPort, connectionTo, diagnosis } from "./support";

const authority = makeCertificate({ commonName: "Test authority" });
const credential = { ALGORITHMIA_API_KEY: "simplanted", ALGORITHMIA_MAX_RETRIES: "0" };

withoutProxies();

test("dns: an unknown host name is a failure, and later checks are skipped", async () => {
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

test("dns: a host name is shown with its addresses", async () => {
  const lines = await diagnosis({ ...credential, ALGORITHMIA_API: `http://localhost:${await closedPort()}` });
  expect(lines.dns).toMatchObject({
    status: "ok",
    detail: expect.stringMatching(/^localhost resolves to .*(127\.|::1)/) as string,
  });
});

test("tcp: a closed port is a failure", async () => {
  const lines = await diagnosis({
    ...credential,
    ALGORITHMIA_API: `https://127.0.0.1:${await closedPort()}`,
  });
  expect(lines.tcp).toMatchObject({
    status: "failure",
    detail: expect.stringContaining("ECONNREFUSED") as string,
    advice: expect.stringContaining("the cluster is running") as string,
  });
  expect(lines.tls.status).toBe("skipped");
});

test("tcp: a connection timeout is a failure", async () => {
  using full = await fullPort();
  const lines = await diagnosis({
    ...credential,
    ALGORITHMIA_API: `https://127.0.0.1:${full.port}`,
    ALGORITHMIA_REQUEST_TIMEOUT: "0.2",
  });
  expect(lines.tcp).toMatchObject({
    status: "failure",
    detail: expect.stringMatching(
      /^no connection to the cluster at 127\.0\.0\.1 port \d+ \(.*0\.2 s/,
    ) as string,
    advice: expect.stringContaining("A firewall may drop the packets") as string,
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

  test("all connections go through the proxy, and its password isn't shown", async () => {
    const authorization = `Basic ${Buffer.from("me:planted-password").toString("base64")}`;
    const lines = await through({ authorization }, "me:planted-password@");
    expect(lines.proxy).toMatchObject({
      status: "ok",
      detail: expect.stringContaining("with user and password") as string,
    });
    expect(lines.tcp.detail).toMatch(/^the proxy at 127\.0\.0\.1/);
    expect([lines.tls.status, lines.certificate.status, lines.management.status]).toEqual([
      "ok",
      "warning",
      "ok",
    ]);
    expect(JSON.stringify(lines)).not.toContain("planted-password");
  });

  test.each([
    ["requires a password", { authorization: "Basic other" }, /407/],
    ["rejects the cluster", { refuse: 403 }, /403/],
    ["can't reach the cluster", { refuse: 502 }, /502/],
  ])("a proxy that %s fails the handshake", async (_what, rules, said) => {
    const lines = await through(rules);
    expect(lines.tls).toMatchObject({
      status: "failure",
      detail: expect.stringMatching(said) as string,
      advice: expect.stringContaining("HTTPS_PROXY") as string,
    });
  });

  test.each([
    ["isn't a URL", "::planted-password::"],
    ["has an unsupported scheme", "socks5://me:planted-password@127.0.0.1:1080"],
    ["is wrongly encoded", "http://me:%planted-password@127.0.0.1:1"],
  ])("a proxy that %s is a failure, and its password isn't shown", async (_what, url) => {
    process.env["HTTPS_PROXY"] = url;
    const lines = await diagnosis({ ...credential, ...env });
    expect(lines.proxy).toMatchObject({
      status: "failure",
      advice: expect.stringContaining("NO_PROXY") as string,
    });
    expect(lines.dns.status).toBe("skipped");
    expect(JSON.stringify(lines)).not.toContain("planted-password");
  });

  test("a proxy that can't be resolved or reached is reported as the proxy, not as the cluster", async () => {
    process.env["HTTPS_PROXY"] = "http://proxy.invalid:3128";
    expect((await diagnosis({ ...credential, ...env })).dns).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("the host name of the proxy, proxy.invalid") as string,
    });
    process.env["HTTPS_PROXY"] = `http://127.0.0.1:${await closedPort()}`;
    expect((await diagnosis({ ...credential, ...env })).tcp).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("no connection to the proxy") as string,
      advice: expect.stringContaining("HTTPS_PROXY") as string,
    });
  });
});
