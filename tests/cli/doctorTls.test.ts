import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createTcpServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../emulator/src";
import { type Certificate, makeCertificate } from "../support/certificates";
import { startProxy } from "../client/support/proxy";
import { withoutProxies } from "../support/proxyEnvironment";
import { connectionTo, diagnosis, listening } from "./support";

const authority = makeCertificate({ commonName: "Test authority" });
const day = 86_400_000;
const credential = { ALGORITHMIA_API_KEY: "simplanted", ALGORITHMIA_MAX_RETRIES: "0" };

withoutProxies();

describe("tls", () => {
  const forLoopback = (options: Partial<Parameters<typeof makeCertificate>[0]>): Certificate =>
    makeCertificate({ commonName: "cluster", ips: ["127.0.0.1"], issuer: authority, ...options });

  async function withCertificate(tls: Certificate, env = {}) {
    const emulator = await startEmulator({ tls });
    try {
      const trust = { ALGORITHMIA_CA_CERTIFICATE: authority.cert, ...env };
      return { lines: await diagnosis(connectionTo(emulator, trust)), requests: emulator.requests.all() };
    } finally {
      await emulator.close();
    }
  }

  test("trusts a private CA", async () => {
    const { lines } = await withCertificate(forLoopback({ notAfter: new Date(Date.now() + 90.5 * day) }));
    expect(lines.tls).toMatchObject({
      status: "ok",
      detail: expect.stringMatching(
        /^TLSv1.* certificate of cluster, issued by Test authority; the private CA is trusted/,
      ) as string,
    });
    expect(lines.certificate).toMatchObject({
      status: "ok",
      detail: expect.stringContaining("in 90 days") as string,
    });
    expect(lines.management.status).toBe("ok");
  });

  test.each([
    ["NODE_EXTRA_CA_CERTS", (file: string) => ({ NODE_EXTRA_CA_CERTS: file })],
    ["--use-openssl-ca", (file: string) => ({ NODE_OPTIONS: "--use-openssl-ca", SSL_CERT_FILE: file })],
    [
      "both",
      (file: string) => ({
        NODE_EXTRA_CA_CERTS: file,
        NODE_OPTIONS: "--use-openssl-ca",
        SSL_CERT_FILE: "/dev/null",
      }),
    ],
  ])("trusts a private CA in addition to that of %s", async (_what, env) => {
    const other = makeCertificate({ commonName: "Another authority" });
    const folder = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-ca-"));
    try {
      const file = join(folder, "ca.pem");
      const certificate = forLoopback({});
      writeFileSync(file, authority.cert);
      const known = await withCertificate(certificate, {
        ...env(file),
        ALGORITHMIA_CA_CERTIFICATE: other.cert,
      });
      expect(known.lines.tls.status).toBe("ok");
      writeFileSync(file, other.cert);
      expect((await withCertificate(certificate, env(file))).lines.tls.status).toBe("ok");
      const unknown = await withCertificate(certificate, { ...env(file), ALGORITHMIA_CA_CERTIFICATE: "" });
      expect(unknown.lines.tls.status).toBe("failure");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a certificate that expires soon is a warning", async () => {
    const { lines } = await withCertificate(forLoopback({ notAfter: new Date(Date.now() + 12.5 * day) }));
    expect(lines.certificate).toMatchObject({
      status: "warning",
      facts: { expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string },
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
      /host name in the certificate/,
    ],
    [
      "self-signed",
      makeCertificate({ commonName: "x", ips: ["127.0.0.1"] }),
      {},
      /self-signed/,
      /caCertificate/,
    ],
    ["from an unknown CA", forLoopback({}), { ALGORITHMIA_CA_CERTIFICATE: "" }, /unable to/, /caCertificate/],
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

  test("a server without TLS is a failure", async () => {
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

  test("a server that doesn't respond is a failure", async () => {
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

  test("http to another machine is a warning if it's allowed", async () => {
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
