import { X509Certificate } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Setting } from "./settings";

/**
 * A setting read, or the reason why it can't be used. A reason doesn't repeat the value: whichever setting it is,
 * somebody may have pasted a secret into it.
 */
export type Parsed<T> = { readonly value: T } | { readonly reason: string };

/** A number of a setting's unit, within the setting's bounds. */
export function parseNumber(setting: Setting, raw: string): Parsed<number> {
  const { unit, min: least = 0, max: most = Number.MAX_SAFE_INTEGER } = setting;
  const what = unit === "count" ? "a whole number" : "a number of seconds";
  const range = `${what} from ${least} to ${most}, without a unit`;
  const value = /^\d+(\.\d+)?$/.test(raw) ? Number(raw) : Number.NaN;
  const isRight = value >= least && value <= most && (unit !== "count" || Number.isInteger(value));
  return isRight ? { value } : { reason: `must be ${range}` };
}

/** `true` or `false`, as Pulumi writes them into config. */
export function parseBoolean(raw: string): Parsed<boolean> {
  if (raw === "true" || raw === "false") return { value: raw === "true" };
  return { reason: "must be true or false" };
}

/**
 * A credential as it goes into the Authorization header. Its length and alphabet are the cluster's business;
 * what can't be right is what a paste adds.
 */
export function parseCredential(raw: string): Parsed<string> {
  if (raw.trim() === "") return { reason: "is empty" };
  if (/[\r\n]/.test(raw)) return { reason: "has a line break in it; paste it again as one line" };
  if (raw !== raw.trim()) return { reason: "has white space around it; remove that" };
  const scheme = /^(simple|bearer)\s/i.exec(raw)?.[1];
  if (scheme !== undefined) return { reason: `starts with the word "${scheme}"; write only what follows it` };
  if (!/^[\x20-\x7e]+$/.test(raw)) return { reason: "has a character in it that an HTTP header can't carry" };
  return { value: raw };
}

/**
 * One or more PEM certificates: as text, or as the path of a file that holds them. The file is read as Latin-1, so
 * that a binary one can be recognised.
 */
export function parseCertificates(raw: string, readFile: (path: string) => string): Parsed<string> {
  if (raw.includes("-----BEGIN")) return parsePem(raw, "");
  let text: string;
  try {
    text = readFile(pathOf(raw));
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    return { reason: `is neither a PEM certificate nor the path of a file that can be read (${code})` };
  }
  return parsePem(text, " in the file that it names");
}

function pathOf(raw: string): string {
  if (/^file:\/\//i.test(raw)) return fileURLToPath(raw);
  return /^~(?=\/|$)/.test(raw) ? join(homedir(), raw.slice(1)) : raw;
}

// The two first bytes of a certificate in binary form: an ASN.1 sequence with a length of two bytes.
const derStart = "0\x82";

function parsePem(text: string, where: string): Parsed<string> {
  if (text.startsWith(derStart)) {
    return {
      reason: `is in binary form (DER)${where}; convert it with "openssl x509 -inform der -in FILE -out FILE.pem"`,
    };
  }
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)];
  if (blocks.length === 0)
    return { reason: `has no PEM certificate${where} ("-----BEGIN CERTIFICATE-----" and so on)` };
  const certificates = blocks.map(([, base64 = ""]) => parsePemBlock(base64));
  const broken = certificates.indexOf(undefined);
  if (broken >= 0) return { reason: `holds a certificate${where} that can't be read (number ${broken + 1})` };
  return { value: certificates.join("") };
}

// Settings that went through YAML, JSON or a shell have their line breaks written out as \n, or none at all.
function parsePemBlock(base64: string): string | undefined {
  try {
    const der = Buffer.from(base64.replace(/\\[rn]/g, ""), "base64");
    return new X509Certificate(der).toString();
  } catch {
    return undefined;
  }
}
