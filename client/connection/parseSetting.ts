import { X509Certificate } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Setting } from "./settings";

/**
 * The value of a setting, or the reason why the setting can't be used. A reason never shows the value, because
 * somebody may have pasted a secret into any setting.
 */
export type Parsed<T> = { readonly value: T } | { readonly reason: string };

/** Parses a number in the setting's unit and within the setting's bounds. */
export function parseNumber(setting: Setting, raw: string): Parsed<number> {
  const { unit, min: least = 0, max: most = Number.MAX_SAFE_INTEGER } = setting;
  const what = unit === "count" ? "a whole number" : "a number of seconds";
  const range = `${what} from ${least} to ${most}, without a unit`;
  const value = /^\d+(\.\d+)?$/.test(raw) ? Number(raw) : Number.NaN;
  const isRight = value >= least && value <= most && (unit !== "count" || Number.isInteger(value));
  return isRight ? { value } : { reason: `must be ${range}` };
}

/** Parses `true` or `false`, as Pulumi writes them to config. */
export function parseBoolean(raw: string): Parsed<boolean> {
  if (raw === "true" || raw === "false") return { value: raw === "true" };
  return { reason: "must be true or false" };
}

/** Parses one of several words. */
export function parseChoice<T extends string>(choices: readonly T[], raw: string): Parsed<T> {
  const value = choices.find((choice) => choice === raw);
  return value === undefined ? { reason: `must be ${formatChoices(choices)}` } : { value };
}

/** Lists values for a message: `"a", "b" or "c"`. */
export function formatChoices(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `"${choice}"`);
  return quoted.join(", ").replace(/, ([^,]*)$/, " or $1");
}

/** Parses ids that are separated by commas. */
export function parseIds(raw: string): Parsed<readonly string[]> {
  const ids = raw.split(",").map((id) => id.trim());
  return { value: ids.filter((id) => id !== "") };
}

/**
 * Parses a credential for the Authorization header. Only the cluster knows the right length and alphabet, so this
 * rejects only what copy and paste adds.
 */
export function parseCredential(raw: string): Parsed<string> {
  if (raw.trim() === "") return { reason: "is empty" };
  if (/[\r\n]/.test(raw)) return { reason: "contains a line break; paste it again as one line" };
  if (raw !== raw.trim()) return { reason: "has leading or trailing whitespace; remove it" };
  const scheme = /^(simple|bearer)\s/i.exec(raw)?.[1];
  if (scheme !== undefined) return { reason: `starts with the word "${scheme}"; set only the text after it` };
  if (!/^[\x20-\x7e]+$/.test(raw))
    return { reason: "contains a character that isn't valid in an HTTP header" };
  return { value: raw };
}

/**
 * Parses one or more PEM certificates: as text, or as the path of a file that contains them. Files are read as
 * Latin-1, so that binary certificates can be detected.
 */
export function parseCertificates(raw: string, readFile: (path: string) => string): Parsed<string> {
  if (raw.includes("-----BEGIN")) return parsePem(raw, "");
  let text: string;
  try {
    text = readFile(pathOf(raw));
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    return { reason: `is neither a PEM certificate nor the path of a readable file (${code})` };
  }
  return parsePem(text, " in the file");
}

function pathOf(raw: string): string {
  if (/^file:\/\//i.test(raw)) return fileURLToPath(raw);
  return /^~(?=\/|$)/.test(raw) ? join(homedir(), raw.slice(1)) : raw;
}

// The first two bytes of a certificate in binary form: an ASN.1 sequence with a two-byte length.
const derStart = "0\x82";

function parsePem(text: string, where: string): Parsed<string> {
  if (text.startsWith(derStart)) {
    return {
      reason: `contains a certificate in binary form (DER)${where}; convert it with "openssl x509 -inform der -in FILE -out FILE.pem"`,
    };
  }
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)];
  if (blocks.length === 0)
    return { reason: `contains no PEM certificate${where} ("-----BEGIN CERTIFICATE-----" and so on)` };
  const certificates = blocks.map(([, base64 = ""]) => parsePemBlock(base64));
  const broken = certificates.indexOf(undefined);
  if (broken >= 0) return { reason: `contains an invalid certificate${where} (number ${broken + 1})` };
  return { value: certificates.join("") };
}

// YAML, JSON or a shell may turn line breaks into the characters \n, or remove them.
function parsePemBlock(base64: string): string | undefined {
  try {
    const der = Buffer.from(base64.replace(/\\[rn]/g, ""), "base64");
    return new X509Certificate(der).toString();
  } catch {
    return undefined;
  }
}
