import { cut, printable } from "../printable";
import { type Needles, needlesOf, shortest } from "./needles";
import { type View, viewsOf } from "./views";

/** Makes text from elsewhere fit to be shown: secrets replaced, control characters stripped, then cut. */
export type Clean = (text: string, limit: number) => string;

export interface Redactor {
  /** Keeps a further secret out of all texts cleaned from now on. */
  add(secret: string): void;
  readonly clean: Clean;
}

const mark = "[secret]";
// Bounds the work on an answer of many megabytes; what is shown of it is its beginning.
const longestText = 32 * 1024;

/** A redactor for texts that a server sent, which may repeat what it was sent, in whatever form. */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const known = new Map<string, Needles>();
  const add = (secret: string): void => {
    if (secret !== "") known.set(secret, needlesOf(secret));
  };
  for (const secret of secrets) add(secret);

  // Twice: stripping may join what control characters had torn apart.
  const clean: Clean = (text, limit) => {
    const needles = [...known.values()];
    const redacted = redact(text.slice(0, longestText), needles);
    return cut(redact(printable(redacted), needles), limit);
  };
  return { add, clean };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function redact(text: string, secrets: readonly Needles[]): string {
  if (secrets.length === 0) return text;
  const ranges = viewsOf(text).flatMap((view) => {
    const alphabets = inAlphabets(view);
    return secrets.flatMap((needles) => find(alphabets, needles));
  });
  ranges.sort((one, other) => one.start - other.start);
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of ranges) {
    if (start >= done) parts.push(text.slice(done, start), mark);
    done = Math.max(done, end);
  }
  return parts.join("") + text.slice(done);
}

interface Alphabets {
  readonly view: View;
  /** With base64url's two characters as base64's. */
  readonly standard: string;
  readonly lower: string;
}

function inAlphabets(view: View): Alphabets {
  return {
    view,
    standard: view.text.replaceAll("-", "+").replaceAll("_", "/"),
    lower: view.text.replace(/[A-F]/g, (letter) => letter.toLowerCase()),
  };
}

function find({ view, standard, lower }: Alphabets, { plain, base64, hex }: Needles): Range[] {
  return [
    ...plain.flatMap((needle) => occurrences(view.text, needle, shortest)),
    ...base64.flatMap((needle) => occurrences(standard, needle, Math.ceil((shortest * 8) / 6))),
    ...hex.flatMap((needle) => occurrences(lower, needle, shortest * 2)),
  ].map(({ start, end }) => ({ start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 }));
}

// Also the beginning of a needle at the end of the text: an answer may be cut off in mid-secret. As much of it as tells
// the `shortest` characters of the secret: four digits in hex are the end of many a port by chance.
function occurrences(text: string, needle: string, leastBeginning: number): Range[] {
  const found: Range[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const range = { start: at, end: at + needle.length };
    if (needle.length >= shortest || standsAlone(text, range)) found.push(range);
  }
  for (let length = Math.min(needle.length - 1, text.length); length >= leastBeginning; length--) {
    if (!text.endsWith(needle.slice(0, length))) continue;
    found.push({ start: text.length - length, end: text.length });
    break;
  }
  return found;
}

function standsAlone(text: string, { start, end }: Range): boolean {
  return !/[\p{L}\p{N}]/u.test(text.charAt(start - 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(end));
}
