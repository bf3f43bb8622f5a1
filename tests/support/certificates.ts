import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { asn1, md, pki } from "node-forge";

/** A certificate and its private key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  readonly commonName: string;
  /** DNS names. A certificate without names and addresses is a CA's. */
  readonly names?: readonly string[];
  readonly ips?: readonly string[];
  readonly notAfter?: Date;
  /** The CA that signs the certificate, which is self-signed otherwise. */
  readonly issuer?: Certificate;
}

const DAY = 86_400_000;
const DNS_NAME = 2;
const IP_ADDRESS = 7;

// All certificates of a test file have the same key, because a test never compares keys. Node makes it and signs with it,
// more than ten times faster than node-forge.
const keyPair = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const publicKey = pki.publicKeyFromPem(keyPair.publicKey);

export function makeCertificate(options: CertificateOptions): Certificate {
  const { commonName, names = [], ips = [], notAfter = new Date(Date.now() + DAY), issuer } = options;
  const altNames = [
    ...names.map((value) => ({ type: DNS_NAME, value })),
    ...ips.map((ip) => ({ type: IP_ADDRESS, ip })),
  ];
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = `01${randomBytes(8).toString("hex")}`;
  certificate.validity.notBefore = new Date(Math.min(Date.now(), notAfter.getTime()) - DAY);
  certificate.validity.notAfter = notAfter;
  const subject = [{ name: "commonName", value: commonName }];
  certificate.setSubject(subject);
  certificate.setIssuer(
    issuer === undefined ? subject : pki.certificateFromPem(issuer.cert).subject.attributes,
  );
  certificate.setExtensions([
    altNames.length === 0 ? { name: "basicConstraints", cA: true } : { name: "subjectAltName", altNames },
  ]);
  certificate.sign(nativeKey(certificate, issuer?.key ?? keyPair.privateKey), md.sha256.create());
  return { cert: pki.certificateToPem(certificate), key: keyPair.privateKey };
}

/** A private key for a certificate to be signed with, by Node. */
function nativeKey(certificate: pki.Certificate, privateKey: string): pki.rsa.PrivateKey {
  const key = pki.privateKeyFromPem(privateKey);
  key.sign = () => {
    const signed = Buffer.from(asn1.toDer(certificate.tbsCertificate).getBytes(), "binary");
    return sign("sha256", signed, privateKey).toString("binary");
  };
  return key;
}
