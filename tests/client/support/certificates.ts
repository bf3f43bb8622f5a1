import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv6 } from "node:net";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  readonly commonName: string;
  /** DNS names; an authority has none. */
  readonly names?: readonly string[];
  readonly ips?: readonly string[];
  readonly notAfter?: Date;
  /** Signs it; without, it signs itself. */
  readonly issuer?: Authority;
}

/** An authority made for a test, which can sign others. */
export interface Authority extends Certificate {
  readonly commonName: string;
  readonly privateKey: KeyObject;
}

/**
 * Makes an X.509 certificate (RFC 5280) with nothing but Node, as no tool for it can be counted on to be there.
 * One without names is an authority.
 */
export function makeCertificate(options: CertificateOptions): Authority {
  const { commonName, names = [], ips = [], issuer } = options;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = names.length + ips.length === 0;
  const day = 86_400_000;
  const notAfter = options.notAfter ?? new Date(Date.now() + day);
  const notBefore = new Date(Math.min(Date.now(), notAfter.getTime()) - day);
  const alternatives = [...names.map((name) => tagged(0x82, Buffer.from(name))), ...ips.map(ipAddress)];
  const extensions = isAuthority
    ? [extension("551d13", sequence(boolean(true)))]
    : [extension("551d11", sequence(...alternatives))];
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name(issuer?.commonName ?? commonName),
    sequence(utcTime(notBefore), utcTime(notAfter)),
    name(commonName),
    publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions)),
  );
  const signature = sign("sha256", body, issuer?.privateKey ?? privateKey);
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    commonName,
    privateKey,
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function boolean(value: boolean): Buffer {
  return tagged(0x01, Buffer.from([value ? 0xff : 0]));
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, "hex"));
}

const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

function name(commonName: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId("550403"), tagged(0x0c, Buffer.from(commonName)))));
}

function utcTime(date: Date): Buffer {
  return tagged(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
}

function extension(oid: string, content: Buffer): Buffer {
  return sequence(objectId(oid), tagged(0x04, content));
}

function ipAddress(text: string): Buffer {
  return tagged(0x87, Buffer.from(isIPv6(text) ? ipv6Bytes(text) : text.split(".").map(Number)));
}

function ipv6Bytes(text: string): number[] {
  const [left = [], right = []] = text.split("::").map((half) => half.split(":").filter(Boolean));
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return groups.map((group) => parseInt(group, 16)).flatMap((group) => [group >> 8, group & 0xff]);
}
