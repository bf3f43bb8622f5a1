import { X509Certificate } from "node:crypto";
import type { Setting } from "./settings";

/** A setting read, or the reason why it can't be used; reasons never repeat a secret. */
export type Value<T> = { readonly value: T } | { readonly reason: string };

/** A number of a setting's unit, within the setting's bounds. */
export function numberOf(setting: Setting, raw: string): Value<number> {
  const { unit, least = 0, most = Number.MAX_SAFE_INTEGER } = setting;
  const what = unit === "count" ? "a whole number" : "a number of seconds";
  const range = `${what} from ${least} to ${most}, without a unit`;
  if (!/^\d+(\.\d+)?$/.test(raw))
    return { reason: `must be ${range}; it is ${JSON.stringify(raw.slice(0, 40))}` };
  const value = Number(raw);
  if (value < least || value > most || (unit === "count" && !Number.isInteger(value))) {
    return { reason: `must be ${range}; it is ${raw.slice(0, 40)}` };
  }
  return { value };
}

/** `true` or `false`, as Pulumi writes them into config. */
export function booleanOf(raw: string): Value<boolean> {
  if (raw === "true" || raw === "false") return { value: raw === "true" };
  return { reason: "must be true or false" };
}

/**
 * A credential as it goes into the Authorization header. Its length and alphabet are the cluster's business;
 * what can't be right is what a paste adds.
 */
export function credentialOf(raw: string): Value<string> {
  if (raw.trim() === "") return { reason: "is empty" };
  if (/[\r\n]/.test(raw)) return { reason: "has a line break in it; paste it again as one line" };
  if (raw !== raw.trim()) return { reason: "has white space around it; remove that" };
  const scheme = /^(simple|bearer)\s/i.exec(raw)?.[1];
  if (scheme !== undefined) return { reason: `starts with the word "${scheme}"; write only what follows it` };
  if (!/^[\x20-\x7e]+$/.test(raw)) return { reason: "has a character in it that an HTTP header can't carry" };
  return { value: raw };
}

/** The text of one or more PEM certificates: given as such, or as the path of a file that holds them. */
export function certificateOf(raw: string, readFile: (path: string) => string): Value<string> {
  if (raw.includes("-----BEGIN")) return checkedPem(raw, "");
  let text: string;
  try {
    text = readFile(raw);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    return {
      reason: `is neither a PEM certificate nor a file that can be read (${code}: ${raw.slice(0, 200)})`,
    };
  }
  return checkedPem(text, ` in the file ${raw.slice(0, 200)}`);
}

function checkedPem(text: string, where: string): Value<string> {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (blocks === null)
    return { reason: `has no PEM certificate${where} ("-----BEGIN CERTIFICATE-----" and so on)` };
  const broken = blocks.findIndex((block) => !isCertificate(block));
  if (broken >= 0) return { reason: `holds a certificate${where} that can't be read (number ${broken + 1})` };
  return { value: `${blocks.join("\n")}\n` };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
