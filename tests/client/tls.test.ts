import { createServer } from "node:https";
import { createClusterClient } from "../../client/api/clusterClient";
import { type Certificate, makeCertificate } from "../support/certificates";
import { connectionTo, id, newConfiguration, virtualTime, wire } from "./support/fixtures";
import { json, listen, type ScriptedServer } from "./support/server";

let server: ScriptedServer | undefined;

afterEach(() => server?.close());

const authority = makeCertificate({ commonName: "Test authority" });

async function clusterWith(certificate: Certificate, caCertificate?: string) {
  server = await listen(createServer(certificate), [json(200, wire), json(200, wire)]);
  const url = server.url.replace("http:", "https:");
  return createClusterClient(
    connectionTo(url, caCertificate === undefined ? {} : { caCertificate }),
    {},
    virtualTime(),
  );
}

test("accepts a certificate of a private CA with the CA's certificate", async () => {
  const certificate = makeCertificate({ commonName: "cluster", ips: ["127.0.0.1"], issuer: authority });
  const cluster = await clusterWith(certificate, authority.cert);

  await expect(cluster.get(id)).resolves.toMatchObject({ id });
});

const selfSigned = makeCertificate({ commonName: "cluster", ips: ["127.0.0.1"] });
const expired = makeCertificate({
  commonName: "cluster",
  ips: ["127.0.0.1"],
  issuer: authority,
  notAfter: new Date(Date.now() - 3_600_000),
});
const wrongName = makeCertificate({ commonName: "cluster", names: ["other.example"], issuer: authority });
const unknownIssuer = makeCertificate({ commonName: "cluster", ips: ["127.0.0.1"], issuer: authority });

test.each([
  ["self-signed", selfSigned, undefined, /self-signed/],
  ["expired", expired, authority.cert, /expired/],
  ["for another name", wrongName, authority.cert, /does not match certificate's altnames/],
  ["of an authority that nobody named", unknownIssuer, undefined, /unable to (?:verify|get)/],
])("sends nothing to a server whose certificate is %s", async (_what, certificate, ca, detail) => {
  const cluster = await clusterWith(certificate, ca);

  await expect(cluster.create(newConfiguration)).rejects.toMatchObject({
    name: "NetworkError",
    reason: "tls",
    detail: expect.stringMatching(detail) as string,
    advice: expect.stringContaining("algorithmia:caCertificate") as string,
    attempts: 1,
    ambiguousOutcome: false,
  });
  expect(server?.received).toEqual([]);
});

test("reports unencrypted HTTP instead of TLS without a retry", async () => {
  server = await listen((await import("node:http")).createServer(), []);
  const cluster = createClusterClient(connectionTo(server.url.replace("http:", "https:")), {}, virtualTime());

  await expect(cluster.list()).rejects.toMatchObject({ reason: "tls", attempts: 1 });
});
